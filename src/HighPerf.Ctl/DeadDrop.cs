using System.CommandLine;
using HighPerf.Hosting;
using HighPerf.Queue.Inspection;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Ctl;

/// <summary><c>hpctl dead drop</c>: deletes dead jobs for good. More than one wants a yes.</summary>
internal static class DeadDrop
{
    public static Command Create()
    {
        var selection = new DeadSelection();
        var yes = new Option<bool>("--yes") { Description = "Do not ask before dropping more than one." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be dropped." };
        var drop = new Command("drop", "Delete dead jobs for good; a transcode's video stays failed. Example: hpctl dead drop --kind delete-media --yes")
        {
            yes, dryRun, CommonOptions.Json,
        };
        selection.AddTo(drop);
        drop.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.OpenQueue();
            var jobs = await selection.IdsAsync(parsed, services.GetRequiredService<Inspector>(), cancellationToken);
            var json = parsed.GetValue(CommonOptions.Json);
            if (parsed.GetValue(dryRun)) return DeadReport.WriteDryRun(jobs, "drop", json);
            if (jobs.Count > 1 && !parsed.GetValue(yes))
            {
                if (Console.IsInputRedirected)
                {
                    await Console.Error.WriteLineAsync($"hpctl: dropping {jobs.Count} dead letters needs --yes");
                    return ExitCode.Usage;
                }

                Console.Write($"Drop {jobs.Count} dead letters for good? [y/N] ");
                if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
                {
                    Console.WriteLine("nothing is dropped");
                    return ExitCode.Failure;
                }
            }

            return await DeadReport.WriteAsync(services.GetRequiredService<DeadLetters>().DropAsync(jobs, cancellationToken), json);
        });
        return drop;
    }
}
