using HighPerf.Load.Measurements;

namespace HighPerf.Load.Steps;

/// <summary>What an answer means: the step is done, has failed, or asks again.</summary>
/// <param name="AskAgain">The step goes on, after <paramref name="After"/> nanoseconds.</param>
/// <param name="Reason">Of a failure, for people.</param>
internal readonly record struct Verdict(Outcome Outcome, bool AskAgain = false, long After = 0, string? Reason = null)
{
    public static Verdict Done => new(Outcome.Ok);

    public static Verdict Again(long after) => new(Outcome.Ok, AskAgain: true, after);

    public static Verdict Failed(Outcome outcome, string reason) => new(outcome, Reason: reason);
}
