using System.CommandLine;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Queue;
using HighPerf.Queue.Inspection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl dead</c>; itself <c>ls</c>: the dead letters, newest first.</summary>
internal static class DeadCommand
{
    public static Command Create() => new("dead", "Look at the dead letters, replay or drop them.")
    {
        List(),
        QueueJob.Create("show", "Show everything about one dead letter, with its history. Example: hpctl dead show 0197…", JobState.Dead),
        DeadReplay.Create(),
        DeadDrop.Create(),
    };

    private static Command List()
    {
        var kind = new Option<string?>("--kind") { Description = "Only jobs of this kind." };
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 50 };
        var list = new Command("ls", "List the dead letters, newest first. Example: hpctl dead ls --kind transcode-video --limit 10")
        {
            kind, limit, CommonOptions.Json,
        };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var jobs = await new Inspector(services.GetRequiredService<NpgsqlDataSource>())
                .DeadAsync(parsed.GetValue(kind), parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(jobs, ControlJson.Default.IReadOnlyListJobView);
            else Write(jobs);
            return ExitCode.Success;
        });
        return list;
    }

    private static void Write(IReadOnlyList<JobView> jobs) => TableOutput.Write(
        "no dead letters", ["job", "kind", "died", "attempts", "failures", "crashes", "last event"],
        jobs.Select(j => new[]
        {
            j.Id.ToString(), j.Kind, Readable.Time(j.FinishedAt), JobText.Number(j.Attempt), JobText.Number(j.Failures),
            JobText.Number(j.Crashes), JobText.Event(j.LastEvent),
        }));
}
