namespace HighPerf.System.Tests.Stack;

/// <summary>What differs from one stack to another; the rest is as in production.</summary>
public sealed record StackOptions
{
    public int WorkerSlots { get; init; } = 2;

    /// <summary>A duration as the product reads it: <c>15s</c>, <c>500ms</c>, <c>1h</c>.</summary>
    public string JobLease { get; init; } = "15s";

    public string SweepPeriod { get; init; } = "5s";

    public string LeftoverAge { get; init; } = "1h";

    public string LeftoverSweepPeriod { get; init; } = "10m";

    /// <summary>False: API only.</summary>
    public bool WithWorker { get; init; } = true;

    /// <summary>More variables of the environment of both programs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
