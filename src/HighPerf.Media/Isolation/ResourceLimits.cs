using System.ComponentModel;
using System.Runtime.InteropServices;
using HighPerf.Media.Native;

namespace HighPerf.Media.Isolation;

/// <summary>
/// The limits a process puts on itself before it touches a clip (setrlimit(2)); soft and hard alike, so that whatever the
/// clip makes of it cannot raise them again. Processor time has a soft one a little below: it ends the process with SIGXCPU,
/// which says why, where the hard one would say SIGKILL.
/// </summary>
internal static unsafe class ResourceLimits
{
    private const ulong CpuSecondsToEnd = 2;

    public static void Apply(ChildLimits limits)
    {
        Set(AVConst.RLIMIT_CORE, 0); // a core of a process that holds a player's clip is nobody's business
        Set(AVConst.RLIMIT_DATA, (ulong)limits.DataBytes);
        Set(AVConst.RLIMIT_CPU, (ulong)limits.CpuSeconds, (ulong)limits.CpuSeconds + CpuSecondsToEnd);
        Set(AVConst.RLIMIT_FSIZE, (ulong)limits.FileBytes);
        Set(AVConst.RLIMIT_NOFILE, (ulong)limits.OpenFiles);
    }

    private static void Set(int resource, ulong value) => Set(resource, value, value);

    // Never above what the process was given.
    private static void Set(int resource, ulong soft, ulong hard)
    {
        RLimit limit;
        if (Posix.getrlimit(resource, &limit) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        var most = limit.rlim_max;
        limit = new RLimit { rlim_cur = Math.Min(soft, most), rlim_max = Math.Min(hard, most) };
        if (Posix.setrlimit(resource, &limit) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
