using HdrHistogram;
using HighPerf.Load.Measurements;
using HighPerf.Load.Plans;
using HighPerf.Load.Results;
using HighPerf.Load.Tests.Runs;
using HighPerf.Load.Thresholds;

namespace HighPerf.Load.Tests.Thresholds;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData("vote p50 < 6ms", true, "5.00 ms")]
    [InlineData("vote p99 < 6ms", false, "100 ms")]
    [InlineData("vote max <= 1s", true, "100 ms")]
    [InlineData("votes errors < 5%", false, "10%")]
    [InlineData("all errors <= 10%", true, "10%")]
    [InlineData("all errors < 10%", false, "10%")]
    [InlineData("vote rate > 8/s", true, "9/s")]
    [InlineData("vote rate >= 10/s", false, "9/s")]
    [InlineData("vote rate >= 9/s", true, "9/s")]
    [InlineData("vote rate > 9/s", false, "9/s")]
    [InlineData("all resets <= 0", true, "0")]
    [InlineData("all resets < 0", false, "0")]
    public void A_threshold_is_held_against_what_was_measured(string text, bool met, string found)
    {
        var result = new Threshold(text, ["vote", "votes"]).Judge(MadeRun.Of(Votes()) with { Seconds = 10 });
        Assert.Equal((met, found), (result.IsMet, result.Found));
    }

    [Theory]
    [InlineData("vote is fast", "not of the form")]
    [InlineData("vote p95 < 5", "not of the form")]
    [InlineData("vote p95 < 5%", "no duration")]
    [InlineData("vote errors < 5ms", "no number with %")]
    [InlineData("vite p95 < 1s", "no step or scenario 'vite'")]
    public void What_cannot_be_understood_is_named(string text, string message) =>
        Assert.Contains(message, Assert.Throws<PlanException>(() => new Threshold(text, ["vote"])).Message, StringComparison.Ordinal);

    [Fact]
    public void What_was_not_measured_is_no_success() => Assert.False(new Threshold("all errors < 5%", []).Judge(MadeRun.Of()).IsMet);

    private static StepResult Votes()
    {
        var latency = new LongHistogram(1, StepRecorder.MostMicroseconds, StepRecorder.Digits);
        latency.RecordValueWithCount(5_000, 80);
        latency.RecordValueWithCount(100_000, 10);
        return new StepResult(
            "votes", "vote", Histograms.Encode(latency), Histograms.Encode(latency), new Dictionary<Outcome, long> { [Outcome.Ok] = 90, [Outcome.WrongStatus] = 10 },
            new Dictionary<Outcome, string>(), [], Completed: 90);
    }
}
