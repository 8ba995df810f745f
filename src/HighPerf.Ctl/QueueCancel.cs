using System.CommandLine;
using HighPerf.Hosting;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Ctl;

/// <summary><c>hpctl queue cancel ID</c>.</summary>
internal static class QueueCancel
{
    public static Command Create()
    {
        var id = new Argument<Guid>("ID") { Description = "The job's id." };
        var cancel = new Command(
            "cancel", "Cancel a job: at once when it waits, through its worker when it runs. A transcode's video is then failed. Example: hpctl queue cancel 0197…")
        {
            id,
        };
        cancel.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.OpenQueue();
            var job = await services.GetRequiredService<IJobLedger>().FindAsync(parsed.GetValue(id), cancellationToken);
            if (job is null) return await FailAsync($"there is no job {parsed.GetValue(id)}");
            var result = await services.GetRequiredService<Canceller>().CancelAsync(
                job.Id, (transaction, token) => JobRows.CancelledAsync(job, transaction, token), cancellationToken);
            switch (result)
            {
                case CancelResult.Cancelled:
                    Console.WriteLine($"job {job.Id} is cancelled");
                    return ExitCode.Success;
                case CancelResult.Requested:
                    Console.WriteLine($"job {job.Id} runs: its worker is asked to cancel it");
                    return ExitCode.Success;
                case CancelResult.Ended:
                    return await FailAsync($"job {job.Id} has ended already: {job.State}");
                default:
                    return await FailAsync($"there is no job {job.Id}");
            }
        });
        return cancel;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"hpctl: {message}");
        return ExitCode.Failure;
    }
}
