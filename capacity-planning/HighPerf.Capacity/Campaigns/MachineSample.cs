namespace HighPerf.Capacity.Campaigns;

/// <summary>What control groups and the disk said at one time; all but memory and queue are sums since the beginning.</summary>
/// <param name="At">Seconds since 1970.</param>
/// <param name="ServerCpu">Seconds of processor time of the group that is measured.</param>
/// <param name="Throttled">Seconds for which its limit stopped it.</param>
/// <param name="DatabaseCpu">Seconds of PostgreSQL.</param>
/// <param name="MemoryMiB">What the group holds for itself.</param>
/// <param name="DiskBusy">Seconds that the disk of the uploads had something to do.</param>
/// <param name="DiskWrittenMiB">Written to it.</param>
/// <param name="Queue">Jobs that have not ended.</param>
/// <param name="Processes">In the group that is measured: of a worker one, and one for each clip in a slot.</param>
/// <param name="MachineCpu">Seconds that all processors of the real machine were at work, the kernel's own included.</param>
internal readonly record struct MachineSample(
    double At, double ServerCpu, double Throttled, double DatabaseCpu, double MemoryMiB, double DiskBusy, double DiskWrittenMiB, int Queue, int Processes, double MachineCpu);
