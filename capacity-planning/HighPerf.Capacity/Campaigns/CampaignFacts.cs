namespace HighPerf.Capacity.Campaigns;

/// <summary>What a campaign was, and all that it left behind: its <c>campaign.json</c>.</summary>
/// <param name="Parts">What was measured, in order.</param>
internal sealed record CampaignFacts(CampaignScale Scale, IReadOnlyList<PartFacts> Parts, MachineFacts Machine, double GroupCpus, double GroupMebibytes, IReadOnlyList<RawFile> Files)
{
    /// <summary>Whether parts of the one and of the other make one report: as much was measured, on as large a machine under load, and on the same real one.</summary>
    public bool GoesWith(CampaignFacts other) =>
        Scale == other.Scale && GroupCpus.Equals(other.GroupCpus) && GroupMebibytes.Equals(other.GroupMebibytes)
        && Machine.Processor == other.Machine.Processor && Machine.Processors == other.Machine.Processors;

    public bool Has(string part) => Parts.Any(one => one.Name == part);
}
