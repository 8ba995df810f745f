using HighPerf.Media.Showcase;

namespace HighPerf.Media.Isolation;

/// <summary>
/// A line on a child's standard output: once that the source is accepted, then progress or, once and last, one of the three outcomes.
/// </summary>
internal sealed record ChildMessage
{
    public bool? Opened { get; init; }

    public int? Percent { get; init; }

    public ShowcaseResult? Done { get; init; }

    public ShowcaseOutcome.Refused? Refused { get; init; }

    public ShowcaseOutcome.Failed? Failed { get; init; }

    public static ChildMessage Of(ShowcaseOutcome outcome) => outcome switch
    {
        ShowcaseOutcome.Done done => new ChildMessage { Done = done.Result },
        ShowcaseOutcome.Refused refused => new ChildMessage { Refused = refused },
        ShowcaseOutcome.Failed failed => new ChildMessage { Failed = failed },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public ShowcaseOutcome? Outcome() => Done is not null ? new ShowcaseOutcome.Done(Done) : Refused is not null ? Refused : Failed;
}
