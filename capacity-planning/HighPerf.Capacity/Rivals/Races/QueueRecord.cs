namespace HighPerf.Capacity.Rivals.Races;

/// <summary>A turn of a queue: its <c>queue.json</c>.</summary>
/// <param name="Jobs">Trivial ones, whose video was no more.</param>
/// <param name="Seconds">From the end of the first to the end of the last.</param>
/// <param name="TakenSeconds">Of uploads, from the request's begin until an idle worker had taken the job.</param>
/// <param name="MadeSeconds">Of the same, until the smallest clip was made.</param>
internal sealed record QueueRecord(int Jobs, double Seconds, IReadOnlyList<double> TakenSeconds, IReadOnlyList<double> MadeSeconds)
{
    public double PerSecond => (Jobs - 1) / Seconds;
}
