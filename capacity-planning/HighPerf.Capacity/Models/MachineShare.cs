namespace HighPerf.Capacity.Models;

/// <summary>The share of a resource that is used at the peak.</summary>
internal readonly record struct MachineShare(string Resource, double Share);
