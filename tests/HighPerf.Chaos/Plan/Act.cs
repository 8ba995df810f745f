namespace HighPerf.Chaos.Plan;

/// <summary>One kill as the seed wants it.</summary>
/// <param name="Pause">Before it.</param>
/// <param name="Target">Which API or worker.</param>
/// <param name="Length">Time stopped, or time until what was killed is started again.</param>
internal sealed record Act(ActKind Kind, TimeSpan Pause, int Target, TimeSpan Length);
