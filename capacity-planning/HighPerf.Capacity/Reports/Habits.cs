using HighPerf.Capacity.Models;
using HighPerf.Capacity.Stations;

namespace HighPerf.Capacity.Reports;

/// <summary>capacity-planning/habits.json: what players do.</summary>
/// <param name="PeakPerSecond">Of one player, by the kind of request, in the busiest minutes.</param>
/// <param name="UploadMegabytes">Of an original.</param>
/// <param name="StoredMegabytesPerVideo">Original and clip.</param>
/// <param name="Players">For how many the shopping list is written.</param>
internal sealed record Habits(
    string Comment, IReadOnlyDictionary<string, double> PeakPerSecond, double MeanOverPeak, double UploadsPerDay, double BusiestHourShare, double UploadMegabytes, double StoredMegabytesPerVideo,
    double DaysKept, double ServedMegabytesPerDay, IReadOnlyList<int> Players)
{
    /// <summary>With what each kind costs, an upload one of this size.</summary>
    public PlayerHabits With(StationsData data) => new(
        [.. DemandsOf(data).Select(demand => new RequestHabit(demand.Kind, PeakPerSecond[demand.Kind], demand.WebCpuSeconds, demand.DatabaseCpuSeconds))],
        MeanOverPeak, UploadsPerDay, BusiestHourShare, UploadMegabytes, StoredMegabytesPerVideo, DaysKept, ServedMegabytesPerDay);

    /// <summary>Of the kinds that players ask for, an upload of this size.</summary>
    public IEnumerable<Demand> DemandsOf(StationsData data) =>
        data.Demands.Select(demand => demand.Kind == PlayerHabits.Upload ? data.UploadOf(UploadMegabytes * 1e6) : demand).Where(demand => PeakPerSecond.ContainsKey(demand.Kind));
}
