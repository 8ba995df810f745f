using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Stations;

/// <summary>The stations part as it was run.</summary>
/// <param name="ClipBytes">Of an upload.</param>
/// <param name="LargeClipBytes">Of a large one: the difference is what a byte takes.</param>
/// <param name="IdleCpus">Processors that the API uses when nobody asks.</param>
/// <param name="LaneThreads">That verify passwords.</param>
/// <param name="LaneShares">Of the lane's capacity, at which its queue was predicted and measured.</param>
internal sealed record StationSettings(
    IReadOnlyList<StationKind> Kinds, int WarmUpSeconds, int Seconds, int LaneThreads, IReadOnlyList<double> LaneShares, int LaneSeconds, long ClipBytes, long LargeClipBytes, double IdleCpus, double IdleDatabaseCpus)
{
    private const int Longer = 3; // of what few come

    /// <summary>For which a kind is measured.</summary>
    public int SecondsOf(string kind) => kind == PlayerHabits.Login ? Longer * Seconds : Seconds;
}
