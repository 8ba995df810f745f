using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HighPerf.Load.Native;

/// <summary>Waits for many descriptors at once (epoll(7), level-triggered), to the nanosecond: <c>epoll_pwait2</c> is Linux 5.11's and glibc 2.35's.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int Most = 256; // events of one wait

    // struct epoll_event is packed on x86-64 only.
    private static readonly int s_dataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int s_size = s_dataAt + 8;

    private readonly byte[] _events = GC.AllocateArray<byte>(Most * 16, pinned: true);
    private readonly int _descriptor;

    public Epoll()
    {
        _descriptor = Libc.CreateEpoll(Libc.EpollCloseOnExec);
        if (_descriptor < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <param name="key">Comes back with each of its events.</param>
    public void Add(int descriptor, uint events, int key) => Control(Libc.EpollAdd, descriptor, events, key);

    public void Modify(int descriptor, uint events, int key) => Control(Libc.EpollModify, descriptor, events, key);

    /// <summary>Waits until something is ready, at most so long; how many are.</summary>
    public int Wait(long nanoseconds)
    {
        var timeout = TimeSpec.Of(Math.Max(0, nanoseconds));
        int ready;
        fixed (byte* events = _events) ready = Libc.WaitEpoll(_descriptor, events, Most, &timeout, null);
        if (ready >= 0) return ready;
        var error = Marshal.GetLastPInvokeError();
        return error == Libc.Interrupted ? 0 : throw new Win32Exception(error);
    }

    /// <summary>The key and the events of one that is ready.</summary>
    public (int Key, uint Events) At(int index)
    {
        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_events), index * s_size);
        return (Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref at, s_dataAt)), Unsafe.ReadUnaligned<uint>(ref at));
    }

    public void Dispose() => _ = Libc.Close(_descriptor);

    private void Control(int operation, int descriptor, uint events, int key)
    {
        var one = stackalloc byte[16];
        Unsafe.WriteUnaligned(one, events);
        Unsafe.WriteUnaligned(one + s_dataAt, (long)key);
        if (Libc.ControlEpoll(_descriptor, operation, descriptor, one) < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
