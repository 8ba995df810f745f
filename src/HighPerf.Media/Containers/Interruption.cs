using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HighPerf.Media.Native;

namespace HighPerf.Media.Containers;

/// <summary>Lets a cancellation reach into libav's blocking reads and writes (AVIOInterruptCB, libavformat/avio.h).</summary>
internal sealed unsafe class Interruption : IDisposable
{
    private GCHandle<Interruption> _self;
    private readonly CancellationToken _cancellation;

    public Interruption(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _self = new GCHandle<Interruption>(this);
    }

    public AVIOInterruptCB Callback => new()
    {
        callback = (nint)(delegate* unmanaged[Cdecl]<nint, int>)&IsInterrupted,
        opaque = GCHandle<Interruption>.ToIntPtr(_self),
    };

    public void Dispose() => _self.Dispose();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsInterrupted(nint opaque) =>
        GCHandle<Interruption>.FromIntPtr(opaque).Target._cancellation.IsCancellationRequested ? 1 : 0;
}
