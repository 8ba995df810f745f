using System.Diagnostics;
using System.Globalization;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;
using Xunit.Abstractions;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Crashes;

/// <summary>kill -9 and SIGTERM of the worker in the middle of a clip.</summary>
[Collection(AloneCollection.Name)]
public sealed class WorkerKilledTests(ITestOutputHelper output)
{
    // The same work takes longer or shorter by the load of the machine: this much is allowed for on the clip's own time,
    // and nothing on lease, sweep and start.
    private const double OwnTimeMargin = 1.5;

    private static readonly TimeSpan Start = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_clip_whose_worker_is_killed_is_processed_once_by_the_next_within_lease_sweep_and_its_own_time()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        await ProcessedAsync(stack, player, await TestClips.TooShort); // the bumpers are made with the first clip
        var source = await TestClips.Landscape1080p;
        var own = await ProcessedAsync(stack, player, source);

        var (id, job) = await UploadAsync(stack, player, source);
        var child = await InMidClipAsync(stack, player, id);
        await stack.Worker.KillAsync();
        var sinceKill = Stopwatch.StartNew();
        await stack.LaunchWorkerAsync();

        await Poll.UntilAsync("the child of the killed worker ends", CrashStack.Lease, () => Task.FromResult(!ProcessTree.Runs(child)));
        var limit = CrashStack.Lease + CrashStack.SweepPeriod + Start + (own * OwnTimeMargin);
        var final = await stack.Client.FinalStateAsync(player, id, stack, limit + TimeSpan.FromMinutes(2));
        var took = sinceKill.Elapsed;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Undisturbed {own.TotalSeconds:0.0} s; after the kill {took.TotalSeconds:0.0} s; allowed {limit.TotalSeconds:0.0} s"));
        Assert.Equal("processed", final.GetProperty("status").GetString());
        Assert.True(took <= limit, $"Took {took}, allowed {limit}; undisturbed {own}");
        await OnceAsync(stack, id, job, attempt: 2, crashes: 1);
        await NothingLeftOverAsync(stack, clips: 3);
        await DecodesAsync(stack, final.GetProperty("processed_url").GetString()!);
    }

    [Fact]
    public async Task A_clip_whose_worker_is_told_to_stop_is_handed_back_or_finished_and_processed_once()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        var (id, job) = await UploadAsync(stack, player, await TestClips.Landscape1080p);
        var child = await InMidClipAsync(stack, player, id);

        ProcessSignals.Send(child, ProcessSignals.Terminate); // systemd tells all processes of a unit: the child leaves it to the worker
        Assert.Equal(0, await stack.Worker.TerminateAsync(TimeSpan.FromSeconds(90)));
        Assert.False(ProcessTree.Runs(child), "The child outlived its worker.");
        await stack.StartWorkerAsync();

        var final = await stack.Client.FinalStateAsync(player, id, stack);
        Assert.Equal("processed", final.GetProperty("status").GetString());
        await OnceAsync(stack, id, job, attempt: null, crashes: 0);
        Assert.Equal(0, await stack.ScalarAsync<int>("select failures from jobs where id = $1", job));
        await NothingLeftOverAsync(stack, clips: 1);
    }

    /// <summary>Uploads a clip and returns the time from the answer to the processed clip.</summary>
    private static async Task<TimeSpan> ProcessedAsync(HighPerfStack stack, Player player, string source)
    {
        var (id, _) = await UploadAsync(stack, player, source);
        var elapsed = Stopwatch.StartNew();
        var final = await stack.Client.FinalStateAsync(player, id, stack);
        Assert.True(final.GetProperty("status").GetString() == "processed", final.ToString());
        return elapsed.Elapsed;
    }

    private static async Task<(string Video, Guid Job)> UploadAsync(HighPerfStack stack, Player player, string source)
    {
        var id = await stack.Client.UploadedAsync(player, source, "Antes del golpe");
        return (id, await stack.ScalarAsync<Guid>("select id from jobs where payload::text like '%' || $1 || '%'", id));
    }

    /// <summary>Waits until a child works on the clip and has come some way; returns its process id.</summary>
    private static async Task<int> InMidClipAsync(HighPerfStack stack, Player player, string id)
    {
        await Poll.UntilAsync("the clip is under way", TimeSpan.FromMinutes(2), async () =>
        {
            var video = await stack.Client.OwnVideoAsync(player, id);
            return video.GetProperty("status").GetString() == "processing"
                && video.TryGetProperty("progress", out var progress) && progress.GetDouble() >= 15;
        }, () => stack.Worker.Describe("reports no progress"));
        return Assert.Single(ProcessTree.ChildrenOf(stack.Worker.Id));
    }

    private static async Task OnceAsync(HighPerfStack stack, string id, Guid job, int? attempt, int crashes)
    {
        Assert.Equal("succeeded", await stack.ScalarAsync<string>("select state from jobs where id = $1", job));
        if (attempt is not null)
            Assert.Equal(attempt, await stack.ScalarAsync<int>("select attempt from jobs where id = $1", job));
        Assert.Equal(crashes, await stack.ScalarAsync<int>("select crashes from jobs where id = $1", job));
        Assert.Equal(1, await stack.ScalarAsync<long>("select count(*) from jobs where payload::text like '%' || $1 || '%'", id));
        await MadeVideos.ListedAsync(stack, id);
        var list = (await stack.Client.GetAsync("/api/public/videos?limit=100")).Json;
        Assert.Single(list.EnumerateArray(), video => video.GetProperty("video_id").GetString() == id);
    }

    private static async Task NothingLeftOverAsync(HighPerfStack stack, int clips)
    {
        // Original, clip and thumbnail of each.
        await Poll.UntilAsync(
            "the sweep leaves originals, clips and thumbnails alone",
            CrashStack.LeftoverAge + (CrashStack.LeftoverSweepPeriod * 3),
            () => Task.FromResult(stack.MediaFiles().Count == clips * 3),
            () => string.Join(' ', stack.MediaFiles()));
        Assert.DoesNotContain(Directory.EnumerateFiles(stack.MediaCacheDirectory), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    private static async Task DecodesAsync(HighPerfStack stack, string url)
    {
        using var directory = TestDirectory.Create("download");
        var path = Path.Combine(directory.FullPath, "clip.mp4");
        await File.WriteAllBytesAsync(path, (await stack.Client.GetAsync(url)).Body);
        Assert.Equal(string.Empty, await FfmpegOracle.DecodeErrorsAsync(path));
    }
}
