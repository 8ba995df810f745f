namespace HighPerf.Capacity.Stations;

/// <summary>The stations part as it was run.</summary>
/// <param name="IdleCpus">Processors that the API uses when nobody asks.</param>
/// <param name="LaneThreads">That verify passwords.</param>
/// <param name="LaneShares">Of the lane's capacity, at which its queue was predicted and measured.</param>
internal sealed record StationSettings(
    IReadOnlyList<StationKind> Kinds, int WarmUpSeconds, int Seconds, int LaneThreads, IReadOnlyList<double> LaneShares, int LaneSeconds, long ClipBytes, double IdleCpus, double IdleDatabaseCpus);
