using System.CommandLine;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Queue;
using HighPerf.Queue.Inspection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl queue peek</c>: the jobs that would run next.</summary>
internal static class QueuePeek
{
    public static Command Create()
    {
        var kind = new Option<string?>("--kind") { Description = "Only jobs of this kind." };
        var phase = new Option<string[]>("--phase")
        {
            Description = "Only jobs in this phase; may be repeated. By default what could run now: waiting and lease_expired.",
            DefaultValueFactory = _ => [JobPhase.Waiting, JobPhase.LeaseExpired],
        };
        phase.AcceptOnlyFromAmong(JobPhase.Waiting, JobPhase.LeaseExpired, JobPhase.Scheduled, JobPhase.Running);
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 20 };
        var peek = new Command("peek", "List the jobs that would run next, oldest due first. Example: hpctl queue peek --phase scheduled --limit 5")
        {
            kind, phase, limit, CommonOptions.Json,
        };
        peek.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var jobs = await new Inspector(services.GetRequiredService<NpgsqlDataSource>())
                .PendingAsync(parsed.GetValue(kind), parsed.GetValue(phase)!, parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                JsonOutput.Write(jobs, ControlJson.Default.IReadOnlyListJobView);
                return ExitCode.Success;
            }

            TableOutput.Write(
                "no such jobs", ["job", "kind", "phase", "priority", "due", "attempts", "failures", "crashes", "last event"],
                jobs.Select(j => new[]
                {
                    j.Id.ToString(), j.Kind, j.Phase, ((JobPriority)j.Priority).ToString(), Readable.Time(j.DueAt), JobText.Number(j.Attempt),
                    JobText.Number(j.Failures), JobText.Number(j.Crashes), JobText.Event(j.LastEvent),
                }));
            return ExitCode.Success;
        });
        return peek;
    }
}
