using System.CommandLine;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Queue.Inspection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl queue</c>; itself <c>ls</c>: how many jobs of each kind are in each phase, and how old the oldest is.</summary>
internal static class QueueCommand
{
    public static Command Create() => new("queue", "Look at the work queue, cancel a job, inject jobs for a test.")
    {
        List(), QueueWatch.Create(), QueuePeek.Create(), QueueJob.Create(), QueueCancel.Create(), QueueInject.Create(),
    };

    private static Command List()
    {
        var list = new Command("ls", "Count the jobs by kind and phase. Example: hpctl queue ls --json") { CommonOptions.Json };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var counts = await new Inspector(services.GetRequiredService<NpgsqlDataSource>()).CountsAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                JsonOutput.Write(counts, ControlJson.Default.IReadOnlyListQueueCount);
                return ExitCode.Success;
            }

            TableOutput.Write(
                "the queue is empty", ["kind", "phase", "jobs", "oldest"],
                counts.Select(c => new[] { c.Kind, c.Phase, JobText.Number(c.Jobs), Readable.Age(TimeSpan.FromSeconds(c.OldestSeconds)) }));
            return ExitCode.Success;
        });
        return list;
    }
}
