using HdrHistogram;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;
using HighPerf.Load.Thresholds;
using HighPerf.Load.Validity;

namespace HighPerf.Load.Tests.Runs;

/// <summary>A run as a generator leaves it: 100 steps a second for 20 s, of which two warm up; each took 5 ms.</summary>
internal static class SampleRun
{
    public const double WarmUp = 2;
    public const double Seconds = 20;
    public const int Rate = 100;
    public const long Latency = 5_000; // µs

    private static readonly DateTimeOffset s_began = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <param name="host">Of the generator.</param>
    /// <param name="began">After all others, in seconds.</param>
    /// <param name="series">Latency of each second in µs, 0 of one in which nothing ended.</param>
    public static RunResult Of(string host = "one", double began = 0, Func<int, long>? series = null, bool isSmoke = false, string threshold = "step p99 < 1s", double steal = 0, double drift = 0, bool isSteady = true)
    {
        var at = series ?? (_ => Latency);
        var seconds = Enumerable.Range(0, (int)Seconds).Where(second => at(second) > 0).ToList();
        var measured = seconds.Where(second => second >= WarmUp).ToList();
        var step = new StepResult(
            "load", "step", Histogram(measured.Select(at), StepRecorder.Digits), Histogram(measured.Select(at), StepRecorder.Digits),
            new Dictionary<Outcome, long> { [Outcome.Ok] = measured.Count * Rate }, new Dictionary<Outcome, string>(),
            [.. seconds.Select(second => new SecondResult(second, Rate, 0, Histogram([at(second)], digits: 2)))], Histogram(measured.Select(_ => 1L), StepRecorder.Digits), measured.Count * Rate);
        return Threshold.Judge(Gates.Judge(new RunResult(
            ResultJson.Format, "sample", null, new string('a', 64), "{}", "http://127.0.0.1:8080/", s_began.AddSeconds(began), WarmUp, Seconds,
            [new GeneratorFacts(host, "Linux", "a processor", 2, 1, 0.1, 1, steal, drift, Histogram([1], StepRecorder.Digits), measured.Count * Rate, 0, 10, 100, 0, 0.5, null)],
            [new ScenarioResult("load", IsClosed: false, isSteady, measured.Count * Rate, Rate)], [step], [], [], isSmoke)), [new Threshold(threshold, ["step", "load"])]);
    }

    public static GateResult Gate(this RunResult run, string name) => run.Gates.Single(gate => gate.Name == name);

    private static string Histogram(IEnumerable<long> latencies, int digits)
    {
        var histogram = new LongHistogram(1, StepRecorder.MostMicroseconds, digits);
        foreach (var latency in latencies) histogram.RecordValueWithCount(latency, Rate);
        return Histograms.Encode(histogram);
    }
}
