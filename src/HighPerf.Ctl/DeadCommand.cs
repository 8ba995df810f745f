using System.CommandLine;
using System.Globalization;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Queue;
using HighPerf.Queue.Inspection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl dead ls</c>: the dead letters, newest first.</summary>
internal static class DeadCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 50 };
        var list = new Command("ls", "List the dead letters, newest first.") { limit, CommonOptions.Json };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var jobs = await new Inspector(services.GetRequiredService<NpgsqlDataSource>())
                .JobsAsync([JobState.Dead], parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                JsonOutput.Write(jobs, ControlJson.Default.IReadOnlyListJobView);
                return ExitCode.Success;
            }

            TableOutput.Write(
                "no dead letters", ["job", "kind", "died", "attempts", "failures", "crashes", "last event"],
                jobs.Select(j => new[]
                {
                    j.Id.ToString(), j.Kind, Readable.Time(j.FinishedAt), j.Attempt.ToString(CultureInfo.InvariantCulture),
                    j.Failures.ToString(CultureInfo.InvariantCulture), j.Crashes.ToString(CultureInfo.InvariantCulture), j.LastEvent ?? "",
                }));
            return ExitCode.Success;
        });
        return new Command("dead", "Look at the dead letters.") { list };
    }
}
