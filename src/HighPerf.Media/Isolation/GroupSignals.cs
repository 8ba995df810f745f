using System.Runtime.InteropServices;

namespace HighPerf.Media.Isolation;

/// <summary>
/// The signals that reach everything a program has started when somebody stops that program: a terminal's Ctrl-C and hang-up go to a process
/// group, systemd's SIGTERM to a control group (KillMode in systemd.kill(5)). A child leaves them to its parent, who may mean to finish the
/// clip, and who says by closing its standard input (<see cref="ParentWatch"/>) when it does not.
/// </summary>
internal static class GroupSignals
{
    private static readonly PosixSignal[] All = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    private static PosixSignalRegistration[] _ignored = []; // kept: one that is collected hears no more

    public static void Ignore() => _ignored = [.. All.Select(one => PosixSignalRegistration.Create(one, signal => signal.Cancel = true))];
}
