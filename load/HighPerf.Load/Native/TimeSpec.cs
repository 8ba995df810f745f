using System.Runtime.InteropServices;

namespace HighPerf.Load.Native;

/// <summary><c>struct timespec</c> of a 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long Seconds;
    public long Nanoseconds;

    public static TimeSpec Of(long nanoseconds) => new() { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };

    public readonly long TotalNanoseconds => Seconds * 1_000_000_000 + Nanoseconds;
}
