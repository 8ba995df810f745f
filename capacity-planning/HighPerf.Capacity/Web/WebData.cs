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
            settings, [.. settings.Training.Select(users => Point(folder, WebCampaign.Directory(users), users, predicted: false))],
            [.. settings.HeldOut.Select(users => Point(folder, WebCampaign.Directory(users), users, predicted: true))],
            folder.Has($"{WebCampaign.Sustained}/users.json") ? Point(folder, WebCampaign.Sustained, folder.Read<int>($"{WebCampaign.Sustained}/users.json"), predicted: false) : null);
    }

    /// <summary>The law, over users.</summary>
    public UniversalScalabilityFit Fit() => UniversalScalability.Fit([.. Training.Select(point => new ScalabilityPoint(point.Users, point.Load.All.OkPerSecond))]);

    private static WebPoint Point(RunFolder folder, string directory, int users, bool predicted)
    {
        var (load, use, prediction) = folder.ReadLoad(directory, predicted);
        return new WebPoint(users, prediction, load, use);
    }
}
