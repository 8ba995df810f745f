using HighPerf.Capacity.Campaigns;

namespace HighPerf.Capacity.Stations;

/// <summary>The stations part, read back.</summary>
internal sealed record StationsData(StationSettings Settings, IReadOnlyList<Demand> Demands)
{
    /// <exception cref="CapacityException">A raw file is missing.</exception>
    public static StationsData Read(RunFolder folder)
    {
        var settings = folder.Read<StationSettings>($"{StationsCampaign.Part}/settings.json");
        return new StationsData(settings, [.. settings.Kinds.Select(kind =>
        {
            var (load, use) = folder.ReadLoad(StationsCampaign.Directory(kind.Name));
            return Demand.Of(kind, load, use, settings);
        })]);
    }

    public Demand Of(string kind) => Demands.First(demand => demand.Kind == kind);
}
