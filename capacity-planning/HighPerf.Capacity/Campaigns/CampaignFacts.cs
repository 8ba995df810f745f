namespace HighPerf.Capacity.Campaigns;

/// <summary>What a campaign was, and all that it left behind: its <c>campaign.json</c>.</summary>
/// <param name="Parts">What was measured, in order.</param>
internal sealed record CampaignFacts(CampaignScale Scale, IReadOnlyList<PartFacts> Parts, MachineFacts Machine, double GroupCpus, double GroupMebibytes, IReadOnlyList<RawFile> Files)
{
    public bool Has(string part) => Parts.Any(one => one.Name == part);
}
