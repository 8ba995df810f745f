using HighPerf.Capacity.Campaigns;

namespace HighPerf.Capacity.Stations;

/// <summary>What a request of a kind takes of each resource, by the utilisation law, D = U ÷ X.</summary>
/// <param name="WebCpuSeconds">Of the API's processors, less what it uses when nobody asks.</param>
/// <param name="DatabaseCpuSeconds">Of PostgreSQL's.</param>
/// <param name="DiskSeconds">That the disk of uploads was busy; NaN of a disk without counters.</param>
/// <param name="MeanSeconds">Latency at this low rate: service, and hardly any waiting.</param>
/// <param name="Scv">CV² of it.</param>
internal sealed record Demand(string Kind, double Rate, double WebCpuSeconds, double DatabaseCpuSeconds, double DiskSeconds, double MeanSeconds, double Scv)
{
    /// <summary>What the latency is known to, seconds: half of what the generator quotes to.</summary>
    public double KnownTo { get; init; }

    public static Demand Of(StationKind kind, LoadResult load, MachineUse use, StationSettings settings)
    {
        var all = load.All;
        var (mean, deviation) = (all.Mean!.Value, all.Deviation!.Value);
        return new Demand(
            kind.Name, all.OkPerSecond, Math.Max(0, use.ServerCpus - settings.IdleCpus) / all.OkPerSecond, Math.Max(0, use.DatabaseCpus - settings.IdleDatabaseCpus) / all.OkPerSecond,
            use.DiskBusy / all.OkPerSecond, mean, deviation * deviation / (mean * mean)) { KnownTo = load.Resolution / 2 };
    }
}
