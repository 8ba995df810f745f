namespace HighPerf.Capacity.Models;

/// <summary>A kind of request that players make.</summary>
/// <param name="PeakPerSecondPerPlayer">Of one player on average, in the busiest minutes.</param>
/// <param name="VcpuSeconds">What one costs the web instance.</param>
/// <param name="DatabaseVcpuSeconds">What one costs the database.</param>
internal sealed record RequestHabit(string Kind, double PeakPerSecondPerPlayer, double VcpuSeconds, double DatabaseVcpuSeconds);
