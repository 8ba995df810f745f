namespace HighPerf.Capacity.Rivals.Races;

/// <summary>On what machine a metric was measured: its <c>race.json</c>.</summary>
/// <param name="Cpus">Of the machine under load, for both.</param>
/// <param name="Why">What the generator said of the larger machine; empty when that was the one.</param>
internal sealed record RaceRecord(double Cpus, string Why);
