namespace HighPerf.Load.Results;

/// <summary>One second of a step.</summary>
/// <param name="At">Which second of the load, from 0.</param>
/// <param name="Latency">µs, a histogram of two digits.</param>
internal sealed record SecondResult(int At, long Ok, long Failed, string Latency);
