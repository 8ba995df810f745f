namespace HighPerf.Capacity.Campaigns;

/// <summary>What a campaign was, and all that it left behind: its <c>campaign.json</c>.</summary>
/// <param name="Kind">full or quick.</param>
/// <param name="Parts">What was measured, in order.</param>
internal sealed record CampaignFacts(string Kind, IReadOnlyList<PartFacts> Parts, MachineFacts Machine, double GroupCpus, double GroupMebibytes, IReadOnlyList<RawFile> Files)
{
    public bool Has(string part) => Parts.Any(one => one.Name == part);
}
