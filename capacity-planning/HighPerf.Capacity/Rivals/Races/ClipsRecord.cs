namespace HighPerf.Capacity.Rivals.Races;

/// <summary>A turn of a worker: its <c>clips.json</c>.</summary>
/// <param name="Seconds">From when the first clip was taken until the last one was made.</param>
/// <param name="CpuSeconds">Of the machine under load in that time.</param>
/// <param name="MostMiB">Most that it held for itself, looked at twice a second.</param>
internal sealed record ClipsRecord(int Clips, double Seconds, double CpuSeconds, double MostMiB)
{
    public double PerMinute => 60 * Clips / Seconds;
}
