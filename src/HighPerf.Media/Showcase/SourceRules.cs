namespace HighPerf.Media.Showcase;

/// <summary>What a source clip must be to take part.</summary>
/// <param name="MinDuration">Shortest clip that is accepted.</param>
/// <param name="MaxDuration">Longest clip that is accepted.</param>
/// <param name="MinShortSide">Fewest pixels of the shorter side as displayed; 0 switches the rule off.</param>
public sealed record SourceRules(TimeSpan MinDuration, TimeSpan MaxDuration, int MinShortSide);
