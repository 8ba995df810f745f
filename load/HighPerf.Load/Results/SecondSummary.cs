using HdrHistogram;

namespace HighPerf.Load.Results;

/// <summary>One second of all steps together, for who looks on.</summary>
internal sealed record SecondSummary(int Second, long Ok, long Failed, LongHistogram Latency);
