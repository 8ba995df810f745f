namespace HighPerf.Capacity.Campaigns;

/// <summary>Use of a machine over a time.</summary>
/// <param name="ServerCpus">Processors that the measured group used.</param>
/// <param name="Throttled">Seconds a second for which its limit stopped threads of it; several threads add up.</param>
/// <param name="DatabaseCpus">Processors that PostgreSQL used.</param>
/// <param name="MemoryMiB">Most that the group held for itself.</param>
/// <param name="DiskBusy">Share of the time that the disk had something to do; NaN of one without counters.</param>
/// <param name="MachineCpus">Processors of the real machine that were at work, for whatever.</param>
/// <param name="Processes">In the group, on average.</param>
internal sealed record MachineUse(double ServerCpus, double Throttled, double DatabaseCpus, double MemoryMiB, double DiskBusy, double MachineCpus, double Processes)
{
    /// <summary><see cref="DiskBusy"/> in words.</summary>
    public string DiskText => double.IsNaN(DiskBusy) ? "not counted" : FormattableString.Invariant($"{DiskBusy:P0}");
}
