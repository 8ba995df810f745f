using HighPerf.Load.Measurements;
using HighPerf.Load.Reports;
using HighPerf.Load.Tests.Runs;

namespace HighPerf.Load.Tests.Reports;

public sealed class MarkdownReportTests
{
    [Theory]
    [InlineData(false, 0, "step p99 < 1s", "# sample: PASSED")]
    [InlineData(false, 0, "step p99 < 1ms", "# sample: FAILED: step p99 < 1ms, but 5.00 ms")]
    [InlineData(false, 0.5, "step p99 < 1ms", "# sample: INVALID: 50.0% of the generator's processors were given to others (limit 2 %)")]
    [InlineData(true, 0.5, "step p99 < 1s", "# sample: SMOKE, not to be quoted: PASSED")]
    public void The_first_line_says_how_it_went(bool isSmoke, double steal, string threshold, string line) =>
        Assert.Equal(line, MarkdownReport.Write(SampleRun.Of(isSmoke: isSmoke, steal: steal, threshold: threshold)).Split('\n')[0]);

    [Fact]
    public void A_valid_run_has_its_numbers_and_an_invalid_one_none()
    {
        const string Row = "| load: step | 100 | 0 (0%) | 0 | 0 | 5.00 ms | 5.00 ms | 5.00 ms | 5.00 ms | 5.00 ms |";
        Assert.Contains(Row, MarkdownReport.Write(SampleRun.Of()), StringComparison.Ordinal);
        var invalid = MarkdownReport.Write(SampleRun.Of(steal: 0.5));
        Assert.DoesNotContain("| load: step |", invalid, StringComparison.Ordinal);
        Assert.Contains("| steal | **NO** |", invalid, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_failure_of_each_kind_is_shown()
    {
        var run = SampleRun.Of();
        var step = run.Steps[0] with { Outcomes = new Dictionary<Outcome, long> { [Outcome.Ok] = 1_797, [Outcome.TimedOut] = 3 }, Examples = new Dictionary<Outcome, string> { [Outcome.TimedOut] = "nothing for 30s" } };
        Assert.Contains("- load: step: 3 × no answer in time, the first: nothing for 30s\n", MarkdownReport.Write(run with { Steps = [step] }), StringComparison.Ordinal);
    }
}
