namespace HighPerf.ApiRace.Load;

/// <summary>What an open loop has seen; all in milliseconds and sorted.</summary>
/// <param name="Latencies">From when a request was due until its answer was there.</param>
/// <param name="Passes">From one look at all connections to the next: how punctual the loop itself was.</param>
internal sealed record OpenLoopResult(double[] Latencies, double[] Passes)
{
    public double Latency99 => Latencies[(int)(Latencies.Length * 0.99)];

    public double Pass99 => Passes[(int)(Passes.Length * 0.99)];
}
