using System.ComponentModel;
using System.Runtime.InteropServices;
using HighPerf.Media.Native;

namespace HighPerf.Media.Isolation;

/// <summary>
/// The limits a process puts on itself before it touches a clip (setrlimit(2)); soft and hard alike, so that whatever the
/// clip makes of it cannot raise them again.
/// </summary>
internal static unsafe class ResourceLimits
{
    public static void Apply(ChildLimits limits)
    {
        Set(AVConst.RLIMIT_CORE, 0); // a core of a process that holds a player's clip is nobody's business
        Set(AVConst.RLIMIT_DATA, (ulong)limits.DataBytes);
        Set(AVConst.RLIMIT_CPU, (ulong)limits.CpuSeconds);
        Set(AVConst.RLIMIT_FSIZE, (ulong)limits.FileBytes);
        Set(AVConst.RLIMIT_NOFILE, (ulong)limits.OpenFiles);
    }

    // Never above what the process was given.
    private static void Set(int resource, ulong value)
    {
        RLimit limit;
        if (Posix.getrlimit(resource, &limit) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        var most = Math.Min(value, limit.rlim_max);
        limit = new RLimit { rlim_cur = most, rlim_max = most };
        if (Posix.setrlimit(resource, &limit) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
