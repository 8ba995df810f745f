using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HighPerf.Chaos.Acts;
using HighPerf.Chaos.Plan;
using HighPerf.Chaos.Stack;

namespace HighPerf.Chaos.Judgement;

/// <summary>
/// No live job is ever taken: for each lease that ran out there is a worker that was killed or slept, or a database that was away. What
/// was done to Redis is no reason, least of all a flush.
/// </summary>
internal sealed partial class CrashesJudge(ChaosStack stack, ActHistory acts)
{
    /// <summary>From what ends the renewals to the claim that counts the crash: the lease, a sweep, and a queue before it.</summary>
    private static readonly TimeSpan Aftermath = ChaosSettings.Lease * 5;

    public IReadOnlyList<Verdict> Judge(Tables tables)
    {
        var crashes = new Verdict("no live job is taken: every lease that ran out has its kill");
        var flushes = new Verdict("no live job is restarted by a flush");
        var unexplained = new HashSet<(Guid Job, int Attempt)>();
        var lost = new HashSet<(Guid Job, int Attempt)>();
        foreach (var job in tables.Jobs)
        {
            foreach (var crash in job.Entries("crash"))
            {
                var attempt = crash.GetProperty("attempt").GetInt32();
                lost.Add((job.Id, attempt));
                if (IsExplained(crash))
                    continue;
                unexplained.Add((job.Id, attempt));
                crashes.Expect(right: false, () => $"job {job.Id}: {crash}, and nothing had been done to its worker or to the database");
            }
        }

        crashes.Looked = string.Create(CultureInfo.InvariantCulture, $"{lost.Count} leases ran out");
        JudgeFlushes(flushes, lost, unexplained);
        return [crashes, flushes];
    }

    private void JudgeFlushes(Verdict verdict, HashSet<(Guid Job, int Attempt)> lost, HashSet<(Guid Job, int Attempt)> unexplained)
    {
        var running = 0;
        var hit = 0;
        foreach (var flush in acts.Flushes)
        {
            foreach (var lease in flush.Running)
            {
                running++;
                if (lost.Contains((lease.Job, lease.Attempt)))
                    hit++;
                verdict.Expect(
                    !unexplained.Contains((lease.Job, lease.Attempt)),
                    () => $"job {lease.Job} attempt {lease.Attempt} ran when act #{flush.Act} flushed Redis, and was taken from {lease.Owner}");
            }
        }

        // Each kind of flush waits for what it is to meet; what it meets beside is chance.
        verdict.Expect(acts.Acts.All(act => act.Kind != ActKind.RedisFlushWaiting) || acts.Flushes.Any(flush => flush.Waiting > 0), () => "no flush met a waiting job");
        verdict.Expect(acts.Acts.All(act => act.Kind != ActKind.RedisFlushRunning) || running > 0, () => "no flush met a running job");
        verdict.Looked = string.Create(
            CultureInfo.InvariantCulture,
            $"{acts.Flushes.Count} flushes met {acts.Flushes.Sum(flush => flush.Waiting)} waiting and {running} running jobs; {hit} of these had their worker hit by another act");
    }

    private bool IsExplained(JsonElement crash)
    {
        var at = crash.GetProperty("at").GetDateTimeOffset();
        if (acts.Acts.Any(act => act.IsPostgres && act.Overlaps(at - Aftermath, at)))
            return true;
        var text = Owner().Match(crash.GetProperty("crash").GetString() ?? string.Empty).Groups["pid"].ValueSpan;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var owner))
            return false;
        if (acts.Acts.Any(act => act.Kind == ActKind.WorkerSleep && act.ProcessId == owner && act.Overlaps(at - Aftermath, at)))
            return true;
        return stack.Workers.SelectMany(worker => worker.Lives).Any(life => life.ProcessId == owner && life.From <= at && life.Killed && life.To <= at);
    }

    // machine:process:unique
    [GeneratedRegex(@":(?<pid>[0-9]+):[0-9a-f]{8}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Owner();
}
