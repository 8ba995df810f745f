namespace HighPerf.Capacity.Campaigns;

/// <summary>What all parts of a campaign have in common.</summary>
/// <param name="Binaries">Where the published programs are.</param>
/// <param name="IsQuick">Fewer and shorter points: to see that all of it works, not to plan with.</param>
/// <param name="Cpus">Of the machine under load.</param>
/// <param name="MemoryMiB">Of the machine under load.</param>
internal sealed record CampaignOptions(string Binaries, bool IsQuick, double Cpus, double MemoryMiB)
{
    public long MemoryBytes => (long)(MemoryMiB * (1 << 20));

    public string Load => Path.Combine(Binaries, "hpload");
}
