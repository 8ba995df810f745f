namespace HighPerf.Media.Showcase;

/// <summary>What a source clip must be to take part.</summary>
/// <param name="MinDuration">Shortest clip that is accepted.</param>
/// <param name="MaxDuration">Longest clip that is accepted.</param>
/// <param name="MinShortSide">Fewest pixels of the shorter side as displayed; 0 switches the rule off.</param>
public sealed record SourceRules(TimeSpan MinDuration, TimeSpan MaxDuration, int MinShortSide)
{
    /// <summary>The competition's: 20 to 60 seconds, 1080 lines.</summary>
    public static SourceRules Standard { get; } = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), 1080);

    /// <summary>Whatever can be decoded.</summary>
    public static SourceRules Any { get; } = new(TimeSpan.Zero, TimeSpan.MaxValue, 0);
}
