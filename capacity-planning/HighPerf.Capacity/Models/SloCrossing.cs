namespace HighPerf.Capacity.Models;

/// <summary>The load at which a latency crosses its limit.</summary>
/// <param name="Load">Null when it is not between two measured loads.</param>
internal readonly record struct SloCrossing(SloCrossingPlace Where, double? Load);
