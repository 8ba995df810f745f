namespace HighPerf.Capacity.Models;

/// <summary>What a price is for.</summary>
internal enum PriceKind
{
    /// <summary>A virtual machine, per hour.</summary>
    Instance,

    /// <summary>A managed database's machine, per hour.</summary>
    Database,

    /// <summary>A disk, per GB and month.</summary>
    Storage,

    /// <summary>Processor time beyond the baseline of a burstable family, per vCPU and hour.</summary>
    Surplus,

    /// <summary>To the internet, per GB.</summary>
    Egress,
}
