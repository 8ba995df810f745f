using System.CommandLine;
using HighPerf.Queue.Inspection;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Ctl;

/// <summary><c>hpctl dead replay</c>: dead jobs are pending again, with failures and crashes zeroed, and rung at once.</summary>
internal static class DeadReplay
{
    public static Command Create()
    {
        var selection = new DeadSelection();
        var rate = new Option<double>("--rate") { Description = "Jobs per second at most.", DefaultValueFactory = _ => 50 };
        rate.Validators.Add(result =>
        {
            if (result.GetValue(rate) is not (> 0 and <= 10_000)) result.AddError("--rate takes more than 0 and at most 10000 jobs per second");
        });
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be replayed." };
        var replay = new Command(
            "replay", "Make dead jobs pending again and ring for them; a transcode's video goes back to uploaded. Example: hpctl dead replay --kind transcode-video --rate 5")
        {
            rate, dryRun, CommonOptions.Json,
        };
        selection.AddTo(replay);
        replay.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.OpenQueue();
            var jobs = await selection.IdsAsync(parsed, services.GetRequiredService<Inspector>(), cancellationToken);
            var json = parsed.GetValue(CommonOptions.Json);
            if (parsed.GetValue(dryRun)) return DeadReport.WriteDryRun(jobs, "replay", json);
            var letters = services.GetRequiredService<DeadLetters>();
            return await DeadReport.WriteAsync(letters.ReplayAsync(jobs, parsed.GetValue(rate), JobRows.ReplayedAsync, cancellationToken), json);
        });
        return replay;
    }
}
