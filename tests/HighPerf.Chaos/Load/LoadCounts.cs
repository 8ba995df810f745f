namespace HighPerf.Chaos.Load;

/// <summary>How requests went, for the report.</summary>
internal sealed class LoadCounts
{
    private int answered;
    private int notSent;
    private int mayBe;

    public void Count(Answer answer)
    {
        switch (answer.Certainty)
        {
            case Certainty.Answered:
                Interlocked.Increment(ref answered);
                break;
            case Certainty.NotSent:
                Interlocked.Increment(ref notSent);
                break;
            default:
                Interlocked.Increment(ref mayBe);
                break;
        }
    }

    public override string ToString() => FormattableString.Invariant($"{answered} requests answered, {mayBe} of unknown outcome, {notSent} that reached nobody");
}
