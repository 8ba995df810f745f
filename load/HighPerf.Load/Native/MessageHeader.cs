using System.Runtime.InteropServices;

namespace HighPerf.Load.Native;

/// <summary><c>struct msghdr</c> of a 64-bit Linux, recvmsg(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public byte* Control;
    public nuint ControlLength;
    public int Flags;
}
