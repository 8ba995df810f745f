using HighPerf.Media.Showcase;

namespace HighPerf.Media.Isolation;

/// <summary>What the exit code of a child says that has reported no outcome. Always a failure: it may be tried again.</summary>
internal static class ChildEnd
{
    private const int FirstSignalExitCode = 128; // .NET reports "ended by signal n" as 128 + n

    public static ShowcaseOutcome.Failed Describe(int exitCode) => exitCode switch
    {
        ShowcaseChild.ExitBadRequest => new("the child did not understand its request", Crashed: false),
        ShowcaseChild.ExitCancelled or ShowcaseChild.ExitOrphaned => new("the child took its parent for dead", Crashed: false),
        ShowcaseChild.ExitUnconfined => new("the child could not be confined", Crashed: false),
        > FirstSignalExitCode => BySignal(exitCode - FirstSignalExitCode),
        _ => new($"the child ended without an outcome, exit code {exitCode}", Crashed: true),
    };

    private static ShowcaseOutcome.Failed BySignal(int signal) =>
        new($"the child was ended by {Signals.Name(signal)}: {Signals.Meaning(signal)}", Crashed: true);
}
