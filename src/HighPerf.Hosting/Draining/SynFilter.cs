using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HighPerf.Hosting.Draining;

/// <summary>
/// Makes a listening socket deaf to new connections: the kernel drops what asks for one (SYN without ACK, RFC 9293 §3.1), while handshakes that are under
/// way end and what waits to be accepted stays. A socket that is closed resets all those, whose clients may have sent their requests already. A client that
/// was dropped asks again after a second, and is refused then, before it has sent anything.
/// </summary>
internal static class SynFilter
{
    private const int SolSocket = 1; // SOL_SOCKET, asm-generic/socket.h
    private const int AttachFilter = 26; // SO_ATTACH_FILTER, the same; a classic BPF program (socket(7), linux/filter.h)
    private const uint All = uint.MaxValue;

    // Of a TCP socket the filter sees the segment from its header on; its flags are in byte 13.
    private static readonly ulong[] s_program =
    [
        Instruction(0x30, 13), // ldb [13]
        Instruction(0x54, 0x12), // and SYN | ACK
        Instruction(0x15, 0x02, whenFalse: 1), // jeq SYN, else over one
        Instruction(0x06, 0), // ret: drop
        Instruction(0x06, All), // ret: take all of it
    ];

    /// <summary>False where the kernel does not let us: then the socket hears as before.</summary>
    public static bool TryAttach(Socket listening)
    {
        var program = GCHandle.Alloc(s_program, GCHandleType.Pinned);
        try
        {
            Span<byte> option = stackalloc byte[16]; // struct sock_fprog: unsigned short len, and after padding the pointer
            MemoryMarshal.Write(option, (ushort)s_program.Length);
            MemoryMarshal.Write(option[8..], program.AddrOfPinnedObject());
            listening.SetRawSocketOption(SolSocket, AttachFilter, option);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        finally
        {
            program.Free();
        }
    }

    /// <summary>struct sock_filter: code (16 bits), jumps when true and when false (8 each), k (32).</summary>
    private static ulong Instruction(ushort code, uint k, byte whenFalse = 0) => code | ((ulong)whenFalse << 24) | ((ulong)k << 32);
}
