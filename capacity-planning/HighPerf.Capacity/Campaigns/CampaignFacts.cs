namespace HighPerf.Capacity.Campaigns;

/// <summary>What a campaign was, and all that it left behind: its <c>campaign.json</c>.</summary>
/// <param name="Kind">full or quick.</param>
/// <param name="Parts">What was measured: web, stations, workers, rivals.</param>
/// <param name="Commit">Of the working copy; with a + when it was changed.</param>
internal sealed record CampaignFacts(
    string Kind, IReadOnlyList<string> Parts, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Commit, MachineFacts Machine, double GroupCpus, double GroupMebibytes, IReadOnlyList<RawFile> Files);
