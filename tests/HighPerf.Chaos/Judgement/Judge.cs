using HighPerf.Chaos.Acts;
using HighPerf.Chaos.Load;
using HighPerf.Chaos.Stack;
using HighPerf.Chaos.Watch;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Chaos.Judgement;

/// <summary>Waits until the system is at rest and asks everything.</summary>
internal sealed class Judge(ChaosStack stack, Client client, Acknowledgements acknowledged, PublicWatch watch, ActHistory acts, RunLog log)
{
    /// <summary>The backlog, and the delays of what failed more than once.</summary>
    private static readonly TimeSpan QuietTimeout = TimeSpan.FromMinutes(5);

    /// <summary>As old as the contract lets the lists be.</summary>
    private static readonly TimeSpan ListAge = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<Verdict>> JudgeAsync()
    {
        await stack.ReadyAsync();
        var quiet = await QuietAsync();
        await Task.Delay(ListAge);
        log.Say("at rest: judging");
        await Poll.UntilAsync("the public list answers", TimeSpan.FromSeconds(30), watch.LookAsync);
        var ranking = await new RankingJudge(stack, client).JudgeAsync();
        var tables = await Tables.ReadAsync(stack.Database);
        var uploads = await new UploadsJudge(stack, client, acknowledged).JudgeAsync(tables);
        var signups = await SignupsJudge.JudgeAsync(stack, client, acknowledged);
        var published = await new PublishedJudge(stack, watch).JudgeAsync(tables);
        var leftovers = await new LeftoversJudge(stack).JudgeAsync(tables);
        var streams = await new StreamsJudge(stack.Redis).JudgeAsync();
        var processes = await new ProcessesJudge(stack).JudgeAsync();
        var during = new Verdict("every answer and every stop under attack was one that the contract allows");
        foreach (var violation in log.Violations)
            during.Expect(right: false, () => violation);
        return
        [
            quiet, uploads, new JobsJudge(acknowledged, acts).Judge(tables), .. new CrashesJudge(stack, acts).Judge(tables),
            VotesJudge.Judge(tables, acknowledged), ranking, signups, published, leftovers, streams, processes, during,
        ];
    }

    private async Task<Verdict> QuietAsync()
    {
        var verdict = new Verdict("every job ends");
        var from = log.Elapsed;
        IReadOnlyList<string> pending = [];
        try
        {
            await Poll.UntilAsync("no job is pending", QuietTimeout, async () =>
            {
                try
                {
                    pending = await Rows.ReadAsync(
                        stack.Database, "select to_jsonb(j)::text from jobs j where state = 'pending'", reader => reader.GetString(0));
                    return pending.Count == 0;
                }
                catch (NpgsqlException)
                {
                    return false; // a connection from before the last kill
                }
            });
        }
        catch (TimeoutException)
        {
            foreach (var job in pending)
                verdict.Expect(right: false, () => "still pending: " + job);
        }

        verdict.Looked = FormattableString.Invariant($"at rest {(log.Elapsed - from).TotalSeconds:0} s after the last act");
        return verdict;
    }
}
