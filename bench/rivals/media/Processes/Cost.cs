namespace HighPerf.MediaRace.Processes;

/// <summary>What a command took, with all the processes it started and waited for.</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="WallSeconds">Start to end.</param>
/// <param name="MaxRssMiB">The largest resident memory of any one of its processes.</param>
internal readonly record struct Cost(double CpuSeconds, double WallSeconds, double MaxRssMiB)
{
    /// <summary>One after the other: times add up, memory does not.</summary>
    public static Cost operator +(Cost first, Cost second) => new(
        first.CpuSeconds + second.CpuSeconds,
        first.WallSeconds + second.WallSeconds,
        Math.Max(first.MaxRssMiB, second.MaxRssMiB));
}
