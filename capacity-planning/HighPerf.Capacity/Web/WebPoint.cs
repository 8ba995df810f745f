using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Forecasts;
using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Web;

/// <summary>A number of users, and what they met.</summary>
/// <param name="Prediction">Of a held-out point: written before it was measured; it is not fitted to.</param>
internal sealed record WebPoint(int Users, Prediction? Prediction, LoadResult Load, MachineUse Use)
{
    /// <summary>By name, for each resource: the share of it that was used.</summary>
    public static IReadOnlyDictionary<string, double> Utilisation(MachineUse use, double cpus) => new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["web processor"] = use.ServerCpus / cpus,
        ["upload disk"] = use.DiskBusy,
    };

    public LittlesLaw Little => new(Load.All.OkPerSecond, Load.All.Service ?? 0, Load.MeanAsking);

    public TrainingPoint ToTraining(double cpus) => new(Users, Load.All.OkPerSecond, Load.All.Mean ?? 0, Load.All.P95 ?? 0, Utilisation(Use, cpus));
}
