namespace HighPerf.Capacity.Models;

/// <summary>Something that requests use up.</summary>
/// <param name="Capacity">Seconds of it per second: the number of processors, connections, disks; may be a fraction.</param>
internal sealed record ResourceCapacity(string Name, double Capacity);
