namespace HighPerf.Sizes;

/// <summary>A program that is timed.</summary>
/// <param name="Command">How it is started, for the report.</param>
/// <param name="TimeAsync">Starts it once; milliseconds.</param>
internal sealed record Contestant(string Command, Func<Task<double>> TimeAsync);
