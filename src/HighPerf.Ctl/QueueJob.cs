using System.CommandLine;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Queue.Ledgers;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Ctl;

/// <summary><c>hpctl queue job ID</c> and <c>hpctl dead show ID</c>: everything about one job, with its history.</summary>
internal static class QueueJob
{
    public static Command Create() => Create("job", "Show everything about one job, with its history. Example: hpctl queue job 0197… --json", state: null);

    /// <param name="state">The state the job must be in, or null.</param>
    public static Command Create(string verb, string description, string? state)
    {
        var id = new Argument<Guid>("ID") { Description = "The job's id." };
        var show = new Command(verb, description) { id, CommonOptions.Json };
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.OpenQueue();
            var job = await services.GetRequiredService<IJobLedger>().FindAsync(parsed.GetValue(id), cancellationToken);
            if (job is null || (state is not null && job.State != state))
            {
                var what = job is null ? $"there is no job {parsed.GetValue(id)}" : $"job {job.Id} is not {state}, it is {job.Phase}";
                await Console.Error.WriteLineAsync($"hpctl: {what}");
                return ExitCode.Failure;
            }

            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(job, ControlJson.Default.JobRecord);
            else JobText.Write(job);
            return ExitCode.Success;
        });
        return show;
    }
}
