using HighPerf.Capacity.Models;
using HighPerf.Capacity.Stations;

namespace HighPerf.Capacity.Reports;

/// <summary>capacity-planning/habits.json: what players do.</summary>
/// <param name="PeakPerSecond">Of one player, by the kind of request, in the busiest minutes.</param>
/// <param name="Players">For how many the shopping list is written.</param>
internal sealed record Habits(
    string Comment, IReadOnlyDictionary<string, double> PeakPerSecond, double MeanOverPeak, double UploadsPerDay, double BusiestHourShare, double StoredMegabytesPerVideo,
    double DaysKept, double ServedMegabytesPerDay, IReadOnlyList<int> Players)
{
    /// <summary>With what each kind costs.</summary>
    public PlayerHabits With(IReadOnlyList<Demand> demands) => new(
        [.. demands.Where(demand => PeakPerSecond.ContainsKey(demand.Kind)).Select(demand => new RequestHabit(demand.Kind, PeakPerSecond[demand.Kind], demand.WebCpuSeconds))],
        MeanOverPeak, UploadsPerDay, BusiestHourShare, StoredMegabytesPerVideo, DaysKept, ServedMegabytesPerDay);
}
