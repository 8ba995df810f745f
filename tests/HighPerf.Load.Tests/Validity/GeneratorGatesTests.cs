using HighPerf.Load.Reports;
using HighPerf.Load.Results;
using HighPerf.Load.Tests.Runs;
using HighPerf.Load.Validity;

namespace HighPerf.Load.Tests.Validity;

/// <summary>Gates that look at the generator itself.</summary>
public sealed class GeneratorGatesTests
{
    [Fact]
    public void Slow_steps_do_not_excuse_lateness_of_fast_ones()
    {
        var logins = MadeRun.Step("login", [(3, 1_000)], [(0.001, 1_000)]);
        var readers = MadeRun.Step("ranking", [(0.004, 1_000)], [(0.001, 1_000)]);
        Assert.True(new PunctualityGate().Judge(MadeRun.Of(logins)).IsMet);
        var both = new PunctualityGate().Judge(MadeRun.Of(logins, readers));
        Assert.False(both.IsMet);
        Assert.Contains("of 'ranking'", both.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_never_answered_does_not_excuse_lateness() =>
        Assert.False(new PunctualityGate().Judge(MadeRun.Of(MadeRun.Step("ranking", [(0.004, 950)], [(0.001, 1_000)], timedOut: 50))).IsMet);

    [Fact]
    public void Lateness_within_half_of_the_resolution_is_none_and_is_told()
    {
        var run = MadeRun.Of(MadeRun.Step("ranking", [(0.002, 1_000)], [(0.0008, 1_000)]));
        Assert.False(new PunctualityGate().Judge(run).IsMet); // to 1 ms
        var coarse = run with { Resolution = 0.002 };
        Assert.True(new PunctualityGate().Judge(coarse).IsMet);
        Assert.Equal("2.00 ms ± 1.00 ms", StepSummary.Of(coarse, coarse.Steps[0]).Text("p99"));
        Assert.NotNull(StepNumbers.Of(coarse, coarse.Steps[0]).P99);
        Assert.Null(StepNumbers.Of(run, run.Steps[0]).P99);
    }

    [Fact]
    public void Lateness_of_a_tenth_is_none() => Assert.True(new PunctualityGate().Judge(MadeRun.Of(MadeRun.Step("ranking", [(0.020, 1_000)], [(0.0019, 1_000)]))).IsMet);

    [Fact]
    public void The_mean_is_a_number_too()
    {
        // Half a second of sixty at 1,000 a second.
        var gate = new PunctualityGate().Judge(MadeRun.Of(MadeRun.Step("ranking", [(0.001, 59_500), (0.25, 500)], [(0.0001, 59_500), (0.25, 500)])));
        Assert.False(gate.IsMet);
        Assert.Contains("mean of 'ranking'", gate.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_comes_late_is_missed()
    {
        var gate = new RateGate().Judge(MadeRun.Of(MadeRun.Step("ranking", [(0.001, 1_000)], [(0.0001, 980), (0.006, 20)])));
        Assert.False(gate.IsMet);
        Assert.Contains("980 of 1000 visitors of 'ranking'", gate.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.001, 0.004)] // five milliseconds are soon
    [InlineData(1, 0.08)] // and so is a tenth of what the step takes
    public void Who_comes_soon_enough_is_not_missed(double latency, double lateness) =>
        Assert.True(new RateGate().Judge(MadeRun.Of(MadeRun.Step("ranking", [(latency, 1_000)], [(lateness, 1_000)]))).IsMet);

    [Fact]
    public void A_tail_that_is_the_generators_is_withheld_and_the_rest_is_not()
    {
        // Half a second of sixty at 100 a second, of a server that takes 100 ms.
        var run = Gates.Judge(MadeRun.Of(MadeRun.Step("ranking", [(0.1, 5_950), (0.35, 50)], [(0.0001, 5_950), (0.25, 50)])));
        Assert.True(run.IsValid, MarkdownReport.Verdict(run));
        Assert.Contains("| 100 ms | 100 ms | 100 ms | withheld | withheld |", MarkdownReport.Write(run), StringComparison.Ordinal);
        Assert.Contains("Withheld of ranking: the generator itself was late by 250 ms (p99.9), 250 ms (max)", MarkdownReport.Write(run), StringComparison.Ordinal);
        Assert.Equal((true, null), (run.Summary[0].P99 > 0, run.Summary[0].Max));
    }

    [Fact]
    public void Loops_that_share_a_processor_are_seen_to_use_it_up()
    {
        var step = MadeRun.Step("ranking", [(0.1, 100)], [(0.0001, 100)]);
        GeneratorFacts Facts(double share) => MadeRun.Of(step).Generators[0] with { BusiestLoop = 0.5, ProcessorShare = share };
        Assert.False(new ProcessorGate().Judge(MadeRun.Of(Facts(0.98), step)).IsMet);
        Assert.True(new ProcessorGate().Judge(MadeRun.Of(Facts(0.6), step)).IsMet);
    }
}
