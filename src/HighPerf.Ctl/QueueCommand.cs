using System.CommandLine;
using System.Globalization;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Queue.Inspection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl queue ls</c>: how many jobs of each kind are in each phase, and how old the oldest is.</summary>
internal static class QueueCommand
{
    public static Command Create()
    {
        var list = new Command("ls", "Count the jobs by kind and phase.") { CommonOptions.Json };
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
                counts.Select(c => new[]
                {
                    c.Kind, c.Phase, c.Jobs.ToString(CultureInfo.InvariantCulture), Readable.Age(TimeSpan.FromSeconds(c.OldestSeconds)),
                }));
            return ExitCode.Success;
        });
        return new Command("queue", "Look at the work queue.") { list };
    }
}
