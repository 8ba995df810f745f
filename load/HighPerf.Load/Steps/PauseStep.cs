using HighPerf.Load.Http;

namespace HighPerf.Load.Steps;

/// <summary>A visitor looks or thinks, for a time between two.</summary>
internal sealed class PauseStep(long least, long most) : Step("pause", 0)
{
    public override long Pause(Random random) => random.NextInt64(least, most + 1);

    public override void Write(Belongings visitor, Outgoing outgoing) => throw new InvalidOperationException("a pause asks nothing");

    public override Verdict Judge(Belongings visitor, ResponseReader answer) => throw new InvalidOperationException("a pause has no answer");
}
