using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Web;

/// <summary>The web part, read back.</summary>
internal sealed record WebData(WebSettings Settings, IReadOnlyList<WebPoint> Training, IReadOnlyList<WebPoint> HeldOut, WebPoint? Sustained)
{
    public IEnumerable<WebPoint> All => Training.Concat(HeldOut).OrderBy(point => point.Users);

    /// <exception cref="CapacityException">A raw file is missing, or a prediction was written after its load began.</exception>
    public static WebData Read(RunFolder folder)
    {
        var settings = folder.Read<WebSettings>($"{WebCampaign.Part}/settings.json");
        return new WebData(
            settings, [.. settings.Training.Select(users => Point(folder, settings, users, predicted: false))],
            [.. settings.HeldOut.Select(users => Point(folder, settings, users, predicted: true))],
            folder.Has($"{WebCampaign.Sustained}/users.json") ? WebPoint.Of(folder.Read<int>($"{WebCampaign.Sustained}/users.json"), null, [folder.ReadLoad(WebCampaign.Sustained)]) : null);
    }

    /// <summary>The law, over users.</summary>
    public UniversalScalabilityFit Fit() => UniversalScalability.Fit([.. Training.Select(point => new ScalabilityPoint(point.Users, point.Load.All.OkPerSecond))]);

    private static WebPoint Point(RunFolder folder, WebSettings settings, int users, bool predicted)
    {
        var runs = Enumerable.Range(1, settings.Rounds).Select(round => WebCampaign.Directory(users, round))
            .Where(run => folder.HasLoad(run) || !folder.Has($"{run}/{WebCampaign.InvalidFile}")).Select(folder.ReadLoad).ToList();
        return WebPoint.Of(users, predicted ? folder.ReadPrediction(WebCampaign.Directory(users), runs.Min(run => run.Load.Began)) : null, runs);
    }
}
