namespace HighPerf.Capacity.Models;

/// <summary>A list price.</summary>
/// <param name="Vcpus">0 for what is no machine.</param>
/// <param name="MemoryGib">0 for what is no machine.</param>
/// <param name="Usd">US dollars per unit.</param>
/// <param name="BaselinePercent">Of each vCPU, of a burstable machine; null of others.</param>
/// <param name="CreditsPerHour">Of a burstable machine; null of others.</param>
/// <param name="NetworkGbit">A second and each way, for ever: a baseline, where more is lent for a while; 0 for what is no machine of ours.</param>
/// <param name="Architecture">x64 or arm64; empty where it does not matter.</param>
/// <param name="AsOf">When it was the price.</param>
internal sealed record PriceRow(
    PriceKind Kind, string Provider, string Name, double Vcpus, double MemoryGib, double Usd, string Unit,
    double? BaselinePercent, double? CreditsPerHour, double NetworkGbit, string Architecture, string Source, string AsOf)
{
    /// <summary>What it can use all day.</summary>
    public double SustainedVcpus => Vcpus * (BaselinePercent ?? 100) / 100;

    /// <summary>t3 of t3.small.</summary>
    public string Family => Name.Split('.')[0];

    /// <summary>Null of a machine that is not burstable.</summary>
    public BurstableInstance? Burstable =>
        BaselinePercent is { } baseline && CreditsPerHour is { } credits ? new BurstableInstance(Name, Vcpus, baseline, credits) : null;
}
