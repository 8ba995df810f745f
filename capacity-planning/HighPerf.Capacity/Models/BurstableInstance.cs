namespace HighPerf.Capacity.Models;

/// <summary>
/// An instance whose processors may be used fully for a while and little for ever. A credit is one vCPU for one minute; unused ones are kept, at most what a day earns.
/// Figures: Amazon EC2 User Guide, "Key concepts and definitions for burstable performance instances". T3 and T4g begin without credits: launch credits are T2's.
/// </summary>
/// <param name="BaselinePercent">Of each vCPU.</param>
internal sealed record BurstableInstance(string Name, double Vcpus, double BaselinePercent, double CreditsPerHour)
{
    private const double HoursKept = 24;

    /// <summary>Credits.</summary>
    public double LargestBalance => CreditsPerHour * HoursKept;

    /// <summary>What it can use all day, vCPU.</summary>
    public double BaselineVcpus => Vcpus * BaselinePercent / 100;
}
