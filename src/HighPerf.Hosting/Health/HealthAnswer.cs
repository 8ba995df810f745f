namespace HighPerf.Hosting.Health;

internal sealed record HealthAnswer(string Status);
