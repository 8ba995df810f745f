using System.ComponentModel;
using System.Runtime.InteropServices;
using HighPerf.Media.Native;

namespace HighPerf.Media.Isolation;

/// <summary>
/// Keeps a process's memory, environment and open files from all processes of an ordinary user, itself and its children among them: their
/// entries in <c>/proc</c> belong to root from now on (PR_SET_DUMPABLE in prctl(2); proc(5)). Who writes to <c>/proc/self/mem</c> overwrites
/// even code. It writes no core any more either. A child does not inherit it: execve undoes it.
/// </summary>
internal static class ProcessPrivacy
{
    /// <exception cref="Win32Exception">The kernel does not let this process.</exception>
    public static void Begin()
    {
        if (Posix.syscall(SystemCalls.prctl, AVConst.PR_SET_DUMPABLE, 0) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
