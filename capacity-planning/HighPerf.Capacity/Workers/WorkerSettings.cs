namespace HighPerf.Capacity.Workers;

/// <summary>The worker part as it was run.</summary>
/// <param name="ClipSeconds">Of each clip.</param>
/// <param name="Slots">That are trained with, for each of the sizes.</param>
/// <param name="Sizes">MiB of the clips that are trained with.</param>
/// <param name="JobsPerSlot">At least so many jobs for each slot.</param>
/// <param name="FewestJobs">Of any run.</param>
internal sealed record WorkerSettings(
    int ClipSeconds, IReadOnlyList<int> Slots, IReadOnlyList<int> Sizes, int JobsPerSlot, int FewestJobs, IReadOnlyList<WorkerLoad> HeldOut, int SustainedSeconds, double SustainedShare)
{
    public IEnumerable<WorkerLoad> Training => Sizes.SelectMany(size => Slots.Select(slots => Load(slots, size)));

    private WorkerLoad Load(int slots, int size) => new(slots, size, slots * Math.Max(JobsPerSlot, (FewestJobs + slots - 1) / slots));
}
