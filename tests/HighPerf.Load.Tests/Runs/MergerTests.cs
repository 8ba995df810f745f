using HighPerf.Load.Measurements;
using HighPerf.Load.Plans;
using HighPerf.Load.Results;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Tests.Runs;

public sealed class MergerTests
{
    [Fact]
    public void A_merged_run_is_the_sum_of_its_generators()
    {
        var merged = Merger.Merge([SampleRun.Of("one"), SampleRun.Of("two", began: 0.05, series: _ => 10_000)]);
        Assert.True(merged.IsPassed, string.Join('\n', merged.Gates));
        var all = merged.Summary[^1];
        Assert.Equal((200.0, 3600L), (all.OkPerSecond, merged.Steps[0].Ok));
        Assert.Equal((0.005, 0.01), (Math.Round(all.P50!.Value, 4), Math.Round(all.P99!.Value, 4)));
        Assert.Equal((3600.0, 200.0), (merged.Scenarios[0].Scheduled, merged.Scenarios[0].Rate));
        Assert.Equal(new[] { "one", "two" }, merged.Generators.Select(generator => generator.Host));
        Assert.Equal(Enumerable.Range(0, 20).Select(at => (at, 200L)), merged.Steps[0].Series.Select(second => (second.At, second.Ok)));
        Assert.Equal("10.01 ms", merged.Thresholds[0].Found);
    }

    [Fact]
    public void One_that_is_invalid_makes_the_whole_invalid_and_its_thresholds_unfound()
    {
        var merged = Merger.Merge([SampleRun.Of("one"), SampleRun.Of("two", steal: 0.5)]);
        Assert.False(merged.IsValid);
        Assert.Equal([new ThresholdResult("step p99 < 1s", IsMet: false, Found: null)], merged.Thresholds);
        Assert.Empty(merged.Summary);
    }

    [Fact]
    public void What_the_sum_would_hide_it_does_not()
    {
        // Of one generator nothing came; of the sum half did, and each gate alone might be content with that.
        var stopped = SampleRun.Of("two");
        stopped = stopped with { Gates = [.. stopped.Gates.Select(gate => gate.Name == "punctual" ? gate with { IsMet = false, Finding = "late" } : gate)] };
        Assert.Equal("late", Merger.Merge([SampleRun.Of("one"), stopped]).Gate("punctual").Finding);
    }

    [Fact]
    public void The_same_run_twice_is_refused() =>
        Refused("two of them are the same run: one, 2026-01-31T12:00:00.0000000+00:00", SampleRun.Of("one"), SampleRun.Of("two"), SampleRun.Of("one"));

    [Fact]
    public void Runs_of_different_servers_are_refused() =>
        Refused("they asked different servers: http://127.0.0.1:8080/ and http://127.0.0.1:9090/", SampleRun.Of("one"), SampleRun.Of("two") with { Target = "http://127.0.0.1:9090/" });

    [Fact]
    public void Runs_of_different_plans_are_refused() =>
        Refused("they ran different plans: aaaaaaaaaaaaaaaa and bbbbbbbbbbbbbbbb", SampleRun.Of("one"), SampleRun.Of("two") with { PlanSha256 = new string('b', 64) });

    [Fact]
    public void Runs_that_warmed_up_while_others_measured_are_refused() => Refused("they did not begin together", SampleRun.Of("one"), SampleRun.Of("two", began: 0.2));

    [Fact]
    public void What_is_merged_already_is_refused() =>
        Refused("one of them is merged already, of one, two", Merger.Merge([SampleRun.Of("one"), SampleRun.Of("two", began: 0.01)]), SampleRun.Of("two", began: 0.01));

    [Fact]
    public void A_smoke_among_them_makes_the_whole_one() => Assert.True(Merger.Merge([SampleRun.Of("one"), SampleRun.Of("two", isSmoke: true)]).IsSmoke);

    [Fact]
    public void Failures_of_all_are_counted_and_one_of_each_kind_is_shown()
    {
        var step = SampleRun.Of().Steps[0] with
        {
            Outcomes = new Dictionary<Outcome, long> { [Outcome.Ok] = 1_790, [Outcome.TimedOut] = 10 }, Examples = new Dictionary<Outcome, string> { [Outcome.TimedOut] = "nothing came" },
        };
        var merged = Merger.Merge([SampleRun.Of("one"), SampleRun.Of("two") with { Steps = [step] }, SampleRun.Of("three") with { Steps = [step] }]).Steps[0];
        Assert.Equal((20L, 5_380L, "nothing came"), (merged.Failed, merged.Ok, merged.Examples[Outcome.TimedOut]));
    }

    private static void Refused(string message, params RunResult[] runs) => Assert.Contains(message, Assert.Throws<PlanException>(() => Merger.Merge(runs)).Message, StringComparison.Ordinal);
}
