using System.Globalization;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Crashes;

/// <summary>A worker that stands still (SIGSTOP) in the middle of a clip, beside a second one with a free slot.</summary>
[Collection(AloneCollection.Name)]
public sealed class WorkerStoppedTests
{
    private const string StoppedWorkersClip = "attempt 1: lost";

    // Renewed each third, so that two thirds are left at the worst moment, less what a busy machine takes.
    private static readonly TimeSpan NapLease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClipTimeout = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_worker_stopped_for_less_than_two_thirds_of_its_lease_keeps_its_job()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options with { JobLease = "10s" });
        var (player, id) = await InMidClipAsync(stack);
        await using var second = await SecondWorker.StartAsync(stack);

        await StopForAsync(stack.Worker, NapLease * 0.6);

        var final = await stack.Client.FinalStateAsync(player, id, stack, ClipTimeout);
        Assert.Equal("processed", final.GetProperty("status").GetString());
        Assert.Equal((1, 0), await AttemptAndCrashesAsync(stack, id));
        Assert.DoesNotContain(stack.Worker.Lines.Concat(second.Lines), line => line.Contains(": lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_stopped_for_longer_than_its_lease_loses_its_job_once_and_its_result_is_refused_when_it_wakes()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var (player, id) = await InMidClipAsync(stack);
        await using var second = await SecondWorker.StartAsync(stack);

        await StopForAsync(stack.Worker, CrashStack.Lease + CrashStack.SweepPeriod + TimeSpan.FromSeconds(1), async () =>
            // The sleeper's child does not sleep: its clip, which nobody may take, is made meanwhile.
            Assert.Equal((2, 1), await AttemptAndCrashesAsync(stack, id)));

        await stack.Worker.WaitForLineAsync(line => line.Contains(StoppedWorkersClip, StringComparison.Ordinal), ClipTimeout);
        var final = await stack.Client.FinalStateAsync(player, id, stack, ClipTimeout);
        Assert.Equal("processed", final.GetProperty("status").GetString());
        Assert.Equal((2, 1), await AttemptAndCrashesAsync(stack, id));
        Assert.Equal(id + ".2.mp4", await stack.ScalarAsync<string>("select processed_key from videos where id = $1", Guid.Parse(id)));
        await OnlyTheSecondAttemptsFilesAsync(stack, id);
    }

    [Fact]
    public async Task Busy_cores_take_no_job_from_a_live_worker()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var (player, id) = await InMidClipAsync(stack);
        await using var second = await SecondWorker.StartAsync(stack);
        var burners = new List<ChildProcess>();
        try
        {
            for (var i = 0; i < Environment.ProcessorCount * 4; i++)
            {
                burners.Add(await ChildProcess.StartAsync(
                    new ChildProcessOptions { Program = Programs.Find("sh"), Arguments = ["-c", "while :; do :; done"] }));
            }

            await Task.Delay(CrashStack.Lease * 3); // the time itself is what is tested
        }
        finally
        {
            foreach (var burner in burners)
                await burner.DisposeAsync();
        }

        var final = await stack.Client.FinalStateAsync(player, id, stack, ClipTimeout);
        Assert.Equal("processed", final.GetProperty("status").GetString());
        Assert.Equal((1, 0), await AttemptAndCrashesAsync(stack, id));
    }

    /// <summary>Uploads a clip of several seconds of work and waits until the first worker has come some way with it.</summary>
    private static async Task<(Player Player, string Id)> InMidClipAsync(HighPerfStack stack)
    {
        var player = await stack.Client.NewPlayerAsync();
        var id = await stack.Client.UploadedAsync(player, await TestClips.Landscape1080p, "Dormido");
        await Poll.UntilAsync("the clip is under way", ClipTimeout, async () =>
        {
            var video = await stack.Client.OwnVideoAsync(player, id);
            return video.TryGetProperty("progress", out var progress) && progress.GetDouble() >= 5;
        }, () => stack.Worker.Describe("reports no progress"));
        return (player, id);
    }

    private static async Task StopForAsync(ChildProcess worker, TimeSpan time, Func<Task>? beforeWaking = null)
    {
        worker.Signal(ProcessSignals.Stop);
        try
        {
            await Task.Delay(time); // the time itself is what is tested
            if (beforeWaking is not null)
                await beforeWaking();
        }
        finally
        {
            worker.Signal(ProcessSignals.Continue);
        }
    }

    private static async Task<(int Attempt, int Crashes)> AttemptAndCrashesAsync(HighPerfStack stack, string id) => (
        await stack.ScalarAsync<int>("select attempt from jobs where payload ->> 'video_id' = $1", id),
        await stack.ScalarAsync<int>("select crashes from jobs where payload ->> 'video_id' = $1", id));

    private static Task OnlyTheSecondAttemptsFilesAsync(HighPerfStack stack, string id) => Poll.UntilAsync(
        "only the second attempt's files are there",
        CrashStack.LeftoverAge + (CrashStack.LeftoverSweepPeriod * 3),
        () => Task.FromResult(stack.MediaFiles().Where(file => file.StartsWith("processed/", StringComparison.Ordinal)).SequenceEqual(
            [string.Create(CultureInfo.InvariantCulture, $"processed/{id}.2.jpg"), string.Create(CultureInfo.InvariantCulture, $"processed/{id}.2.mp4")],
            StringComparer.Ordinal)),
        () => string.Join(' ', stack.MediaFiles()));
}
