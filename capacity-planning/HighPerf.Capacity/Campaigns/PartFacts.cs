namespace HighPerf.Capacity.Campaigns;

/// <summary>A part of a campaign: stations, web, workers, rivals.</summary>
/// <param name="Commit">Of the working copy; with a + when it was changed.</param>
internal sealed record PartFacts(string Name, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Commit)
{
    /// <summary>Gone on with at another commit: both are named.</summary>
    public PartFacts With(string commit) => Commit.EndsWith(commit, StringComparison.Ordinal) ? this : this with { Commit = $"{Commit}, {commit}" };
}
