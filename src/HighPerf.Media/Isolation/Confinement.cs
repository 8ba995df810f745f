using System.ComponentModel;
using System.Runtime.CompilerServices;
using HighPerf.Media.Native;

namespace HighPerf.Media.Isolation;

/// <summary>What a process does to itself before it opens a clip: its memory becomes nobody's to look into, limits, then the system call filter.</summary>
internal static class Confinement
{
    /// <exception cref="InvalidOperationException">This machine cannot do it; the message says why.</exception>
    public static void Begin(ChildLimits limits)
    {
        LibavVersion.Check(); // loads libav where it is a library: afterwards nothing more is mapped that can be executed
        try
        {
            ProcessPrivacy.Begin(); // its program was readable to its user, and to itself writable through /proc, since execve
            ResourceLimits.Apply(limits);
            SystemCallFilter.Install(newCode: RuntimeFeature.IsDynamicCodeCompiled);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new InvalidOperationException($"this machine cannot confine a process that reads a clip (limits, seccomp filter): {e.Message}", e);
        }
    }
}
