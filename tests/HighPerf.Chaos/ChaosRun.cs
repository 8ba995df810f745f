using System.Globalization;
using HighPerf.Chaos.Acts;
using HighPerf.Chaos.Judgement;
using HighPerf.Chaos.Load;
using HighPerf.Chaos.Stack;
using HighPerf.Chaos.Watch;

namespace HighPerf.Chaos;

/// <summary>One run: start a stack, load it, kill, wait for rest, judge, report.</summary>
internal static class ChaosRun
{
    private const int MostShown = 10;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(60);

    /// <returns>The exit code: 0 when every verdict is right.</returns>
    public static async Task<int> RunAsync(ChaosOptions options)
    {
        var directory = RunDirectory.Create(options.Seed);
        using var log = new RunLog(directory.Log("run"));
        log.Say($"seed {options.Seed}, {options.Kills} kills, in {directory.FullPath}");
        var acts = new ActHistory();
        IReadOnlyList<Verdict> verdicts;
        try
        {
            verdicts = await RunAsync(options, directory, acts, log);
        }
        catch (Exception exception) // whatever it is, the run has not shown what it should
        {
            log.Say("the run broke off: " + exception);
            log.Say($"NOT SHOWN: seed {options.Seed}; look at {directory.FullPath}; again: {options.Command}");
            return 1;
        }

        var violated = Report(options, acts, verdicts, log);
        if (violated > 0)
            log.Say($"VIOLATED: {violated} verdicts of seed {options.Seed}; look at {directory.FullPath}; again: {options.Command}");
        else
            log.Say($"HELD: seed {options.Seed}, {acts.Acts.Count} kills; again: {options.Command}");
        if (violated == 0 && !options.Keep)
            directory.Delete();
        return violated == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<Verdict>> RunAsync(ChaosOptions options, RunDirectory directory, ActHistory acts, RunLog log)
    {
        await using var stack = await ChaosStack.StartAsync(directory, log);
        var client = new Client([.. stack.Apis.Select(api => api.Url)], log);
        using var acknowledged = new Acknowledgements(Path.Combine(directory.FullPath, "acknowledgements.jsonl"));
        var watch = new PublicWatch(client, directory, log);
        var load = new LoadGenerator(stack, client, acknowledged, watch, log, options.Seed);
        await load.PrepareAsync();
        await load.UploadOneAsync();
        await Testing.Servers.Poll.UntilAsync(
            "the first clip is public", WarmUp, async () => await watch.LookAsync() && watch.Videos.Count == 1);
        log.Say("killing");

        using var stop = new CancellationTokenSource();
        var attacker = new Attacker(stack, acts, log);
        var loading = Task.WhenAll(load.RunAsync(stop.Token), watch.RunAsync(stop.Token), attacker.SuperviseAsync(stop.Token));
        await await Task.WhenAny(attacker.RunAsync(options), loading); // the load ends only when it breaks
        log.Say("the last act is done: waiting for rest");
        await stop.CancelAsync();
        await loading;

        var verdicts = await new Judge(stack, client, acknowledged, watch, acts, log).JudgeAsync();
        log.Say(load.Counts.ToString());
        if (options.Keep || verdicts.Any(verdict => verdict.Wrong.Count > 0))
            await Tables.DumpAsync(stack.Database, directory.FullPath);
        return verdicts;
    }

    private static int Report(ChaosOptions options, ActHistory acts, IReadOnlyList<Verdict> verdicts, RunLog log)
    {
        var counts = acts.Acts.GroupBy(act => act.Kind).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Count()}"));
        log.Say($"seed {options.Seed}: {acts.Acts.Count} kills: {string.Join(", ", counts)}");
        foreach (var verdict in verdicts)
        {
            log.Say($"{(verdict.Wrong.Count == 0 ? "ok      " : "VIOLATED")}  {verdict.Question} ({verdict.Looked})");
            foreach (var wrong in verdict.Wrong.Take(MostShown))
                log.Say("            " + wrong);
            if (verdict.Wrong.Count > MostShown)
                log.Say(string.Create(CultureInfo.InvariantCulture, $"            and {verdict.Wrong.Count - MostShown} more"));
        }

        return verdicts.Count(verdict => verdict.Wrong.Count > 0);
    }
}
