namespace HighPerf.Capacity.Campaigns;

/// <summary>What all parts of a campaign have in common.</summary>
/// <param name="Binaries">Where the published programs are.</param>
/// <param name="Cpus">Of the machine under load.</param>
/// <param name="MemoryMiB">Of the machine under load.</param>
internal sealed record CampaignOptions(string Binaries, CampaignScale Scale, double Cpus, double MemoryMiB)
{
    /// <summary>The one that all of it runs on.</summary>
    public SteadyMachine Machine { get; init; } = Scale switch
    {
        CampaignScale.Full => new(TimeSpan.FromMinutes(25), TimeSpan.FromSeconds(3), 20),
        CampaignScale.Quick => new(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), 10),
        _ => new(TimeSpan.Zero, TimeSpan.Zero, 0),
    };

    public bool IsSmoke => Scale == CampaignScale.Smoke;

    public long MemoryBytes => (long)(MemoryMiB * (1 << 20));

    /// <summary>What is there for its scale.</summary>
    public T By<T>(T full, T quick, T smoke) => Scale switch { CampaignScale.Full => full, CampaignScale.Quick => quick, _ => smoke };

    public string Load => Path.Combine(Binaries, "hpload");
}
