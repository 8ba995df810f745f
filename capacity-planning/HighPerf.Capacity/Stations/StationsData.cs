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

    /// <summary>Of an upload of so many bytes: along the line through the small one and the large one.</summary>
    public Demand UploadOf(double bytes)
    {
        var (small, large) = (Of(StationsCampaign.Upload), Of(StationsCampaign.LargeUpload));
        var part = (bytes - Settings.ClipBytes) / (Settings.LargeClipBytes - Settings.ClipBytes);
        return small with
        {
            WebCpuSeconds = Along(small.WebCpuSeconds, large.WebCpuSeconds), DatabaseCpuSeconds = Along(small.DatabaseCpuSeconds, large.DatabaseCpuSeconds),
            DiskSeconds = Along(small.DiskSeconds, large.DiskSeconds), MeanSeconds = Along(small.MeanSeconds, large.MeanSeconds),
        };

        double Along(double from, double to) => Math.Max(0, from + part * (to - from));
    }

    public Demand Of(string kind) => Demands.First(demand => demand.Kind == kind);
}
