namespace HighPerf.Capacity.Models;

/// <summary>Where more load begins to bring little.</summary>
/// <param name="Method">By which definition: there are several, and they differ.</param>
internal sealed record KneePoint(string Method, double Load, double Throughput);
