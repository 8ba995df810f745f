using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Forecasts;
using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Web;

/// <summary>A number of users, and what they met.</summary>
/// <param name="Prediction">Of a held-out point: written before it was measured; it is not fitted to.</param>
/// <param name="Load">Of the run that counts.</param>
/// <param name="Runs">All of them.</param>
internal sealed record WebPoint(int Users, Prediction? Prediction, LoadResult Load, MachineUse Use, IReadOnlyList<LoadResult> Runs)
{
    /// <summary>Of several runs the middle one by p95: what a host does to one of them is not in it.</summary>
    public static WebPoint Of(int users, Prediction? prediction, IReadOnlyList<(LoadResult Load, MachineUse Use)> runs)
    {
        var (load, use) = runs.OrderBy(run => run.Load.All.P95).ElementAt(runs.Count / 2);
        return new WebPoint(users, prediction, load, use, [.. runs.Select(run => run.Load)]);
    }

    /// <summary>The bounds of the published plan were kept in each of the runs.</summary>
    public bool IsKept => Runs.All(IsWithin);

    /// <summary>In how many of the runs.</summary>
    public int RunsKept => Runs.Count(IsWithin);

    /// <summary>The most users up to whom every run of every point kept the bounds; null when the first did not.</summary>
    /// <param name="points">By users.</param>
    public static WebPoint? Capacity(IEnumerable<WebPoint> points) => points.OrderBy(point => point.Users).TakeWhile(point => point.IsKept).LastOrDefault();

    /// <summary>By name, for each resource: the share of it that was used.</summary>
    public static IReadOnlyDictionary<string, double> Utilisation(MachineUse use, double cpus)
    {
        var utilisation = new Dictionary<string, double>(StringComparer.Ordinal) { ["web processor"] = use.ServerCpus / cpus };
        if (double.IsFinite(use.DiskBusy)) utilisation["upload disk"] = use.DiskBusy;
        return utilisation;
    }

    public LittlesLaw Little => new(Load.All.OkPerSecond, Load.All.Service!.Value, Load.MeanAsking);

    public TrainingPoint ToTraining(double cpus) => new(Users, Load.All.OkPerSecond, Load.All.Mean!.Value, Load.All.P95!.Value, Utilisation(Use, cpus));

    private static bool IsWithin(LoadResult run) => run.All.P95 <= PublishedPlan.P95Seconds && run.All.Errors <= PublishedPlan.Errors && run.All.Resets == 0;
}
