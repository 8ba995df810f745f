namespace HighPerf.Capacity.Stations;

/// <summary>A kind of request, and how often it is asked while its demand is measured.</summary>
/// <param name="Name">Of its plan, capacity-planning/plans/stations/NAME.json.</param>
/// <param name="Rate">A second.</param>
internal sealed record StationKind(string Name, double Rate);
