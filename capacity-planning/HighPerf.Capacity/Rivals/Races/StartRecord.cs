namespace HighPerf.Capacity.Rivals.Races;

/// <summary>A start: its <c>start.json</c>.</summary>
/// <param name="ApiSeconds">From the program's start to its first ranking.</param>
/// <param name="ApiMiB">What the machine with it then held for itself.</param>
/// <param name="WorkerSeconds">From the program's start until it said that it is ready; null where it was not started.</param>
internal sealed record StartRecord(double ApiSeconds, double ApiMiB, double? WorkerSeconds, double? WorkerMiB);
