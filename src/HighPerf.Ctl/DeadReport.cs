using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using HighPerf.Queue.Inspection;

namespace HighPerf.Ctl;

/// <summary>Says what became of dead letters: what went wrong job by job, the rest in numbers.</summary>
internal static class DeadReport
{
    public static async Task<int> WriteAsync(IAsyncEnumerable<DeadLetterResult> results, bool json)
    {
        var all = new List<DeadLetterResult>();
        await foreach (var result in results)
        {
            all.Add(result);
            if (Problem(result) is { } problem) await Console.Error.WriteLineAsync($"hpctl: job {result.Job} {problem}");
        }

        var (replayed, unrung) = (Count(all, DeadLetterOutcome.Replayed), Count(all, DeadLetterOutcome.ReplayedUnrung));
        var (dropped, gone) = (Count(all, DeadLetterOutcome.Dropped), Count(all, DeadLetterOutcome.DroppedGone));
        if (json)
        {
            JsonOutput.Write([.. all.Select(r => new JobOutcomeLine(r.Job, Name(r.Outcome)))], ControlJson.Default.IReadOnlyListJobOutcomeLine);
        }
        else
        {
            if (replayed + unrung > 0) Console.WriteLine($"{replayed + unrung} replayed");
            if (unrung > 0) Console.WriteLine($"Redis does not answer ({CommonSettings.Redis.Name}): the workers' sweep will ring for {unrung}");
            if (dropped > 0) Console.WriteLine($"{dropped} dropped");
            if (gone > 0) Console.WriteLine($"{gone} dropped: what they were about is gone");
            if (all.Count == 0) Console.WriteLine("no dead letters");
        }

        return replayed + unrung + dropped + gone == all.Count ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>What a dry run would do.</summary>
    public static int WriteDryRun(IReadOnlyList<Guid> jobs, string verb, bool json)
    {
        if (json) JsonOutput.Write([.. jobs.Select(job => new JobOutcomeLine(job, $"would_{verb}"))], ControlJson.Default.IReadOnlyListJobOutcomeLine);
        else if (jobs.Count == 0) Console.WriteLine("no dead letters");
        else foreach (var job in jobs) Console.WriteLine($"would {verb} {job}");
        return ExitCode.Success;
    }

    private static int Count(List<DeadLetterResult> results, DeadLetterOutcome outcome) => results.Count(r => r.Outcome == outcome);

    private static string? Problem(DeadLetterResult result) => result.Outcome switch
    {
        DeadLetterOutcome.KeyTaken => "stays dead: another job with its unique key is pending",
        DeadLetterOutcome.NotDead => "is not dead",
        DeadLetterOutcome.NotFound => "is not there",
        _ => null,
    };

    private static string Name(DeadLetterOutcome outcome) => outcome switch
    {
        DeadLetterOutcome.Replayed => "replayed",
        DeadLetterOutcome.ReplayedUnrung => "replayed_unrung",
        DeadLetterOutcome.Dropped => "dropped",
        DeadLetterOutcome.DroppedGone => "dropped_gone",
        DeadLetterOutcome.KeyTaken => "key_taken",
        DeadLetterOutcome.NotDead => "not_dead",
        _ => "not_found",
    };
}
