namespace HighPerf.Load.Results;

/// <summary>One generator: what it is, and how it did itself in the measured time.</summary>
/// <param name="Processor">Its model.</param>
/// <param name="Processors">How many the generator may use.</param>
/// <param name="Loops">Threads that make load.</param>
/// <param name="BusiestLoop">The share of a processor that the busiest of them used.</param>
/// <param name="ProcessorSeconds">Of all of them.</param>
/// <param name="Steal">The share of the machine's processors, in the measured time, that its host gave to others.</param>
/// <param name="ClockDrift">Seconds that the wall clock moved against the monotonic one.</param>
/// <param name="Lateness">How late visitors came because the generator was, µs, a histogram.</param>
/// <param name="Asked">Requests.</param>
/// <param name="Waited">Of those, how many found all connections taken.</param>
/// <param name="MostConnections">Open at once.</param>
/// <param name="Events">Server-sent events that were heard.</param>
/// <param name="MeanAsking">How many requests were waiting for their answer, on average over the time: what Little's law is held against.</param>
/// <param name="Stopped">Why it ended early; null when it did not.</param>
/// <param name="Seed">Of all that was drawn.</param>
/// <param name="ProcessorShare">The share of the processors it may use that all of it used, whatever is no loop included.</param>
internal sealed record GeneratorFacts(
    string Host,
    string System,
    string Processor,
    int Processors,
    int Loops,
    double BusiestLoop,
    double ProcessorSeconds,
    double Steal,
    double ClockDrift,
    string Lateness,
    long Asked,
    long Waited,
    int MostConnections,
    int ConnectionLimit,
    long Events,
    double MeanAsking,
    string? Stopped,
    int Seed = 0,
    double ProcessorShare = 0);
