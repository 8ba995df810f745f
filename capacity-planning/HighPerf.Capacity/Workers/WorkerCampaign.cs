using System.Globalization;
using HighPerf.Capacity.Campaigns;
using HighPerf.Testing;
using HighPerf.Testing.Servers.Groups;
using HighPerf.Testing.Stacks;

namespace HighPerf.Capacity.Workers;

/// <summary>The worker layer of the published plan: jobs put straight into the queue, clips of stated sizes, several at once; saturated, and for a while at a share of that.</summary>
internal sealed class WorkerCampaign(CampaignOptions options, RunFolder folder)
{
    public const string Part = "workers";

    private const int MostObjections = 2;

    /// <summary>Where the run at a share of the capacity is.</summary>
    public const string Sustained = Part + "/sustained";

    private static readonly WorkerSettings s_full = new(
        25, [1, 2, 4, 6, 8], [50, 100], 1, 6, [new(3, 50, 9), new(5, 50, 10), new(2, 75, 8), new(4, 75, 8), new(3, 100, 9)], 240, 0.8);

    private static readonly WorkerSettings s_quick = new(5, [1, 2, 3, 5, 6], [10], 1, 5, [new(4, 10, 8)], 30, 0.8);
    private static readonly WorkerSettings s_smoke = new(3, [1, 2, 3, 5], [1], 1, FewestJobs: 4, [new(4, 1, 8)], 6, 0.5);

    public async Task RunAsync()
    {
        var settings = options.By(s_full, s_quick, s_smoke);
        await using var stack = await ApiStack.StartAsync(new StackPlan(
            options.Binaries, Players: 10, Videos: 0, Votes: 0, Cities: 1, null, null, new Dictionary<string, string>(StringComparer.Ordinal)) { WithApi = false });
        await WarmAsync(stack, settings);
        folder.Write($"{Part}/settings.json", settings);
        var training = new List<WorkerPoint>();
        foreach (var load in settings.Training) training.Add(await MeasureAsync(stack, settings, load, null));
        foreach (var load in settings.HeldOut)
        {
            await MeasureAsync(stack, settings, load, folder.ReadOrWrite($"{load.Directory}/prediction.json", () => WorkerForecast.Predict(training, load, options.Cpus)));
        }

        await SustainAsync(stack, settings, training.First(point => point.Load.Slots == 2));
    }

    /// <summary>The bumpers are encoded once, and not in anybody's time.</summary>
    private async Task WarmAsync(ApiStack stack, WorkerSettings settings)
    {
        using var group = LimitedGroup.Create(Name("warm"), options.MemoryBytes, options.Cpus);
        await RunAsync(stack, group, settings, new WorkerLoad(1, settings.Sizes[0], 1), null);
    }

    private async Task<WorkerPoint> MeasureAsync(ApiStack stack, WorkerSettings settings, WorkerLoad load, Prediction? prediction)
    {
        if (WorkerPoint.IsIn(folder, load)) return WorkerPoint.Read(folder, load, prediction);
        var directory = folder.In(load.Directory);
        using var group = LimitedGroup.Create(Name(load.Slots.ToString(CultureInfo.InvariantCulture)), options.MemoryBytes, options.Cpus);
        var (jobs, series, speed) = await RunSteadilyAsync(() => RunAsync(stack, group, settings, load, Path.Combine(directory, "machine.csv")));
        folder.Write($"{load.Directory}/{MachineSpeed.File}", speed);
        JobTimes.Write(Path.Combine(directory, WorkerPoint.JobsFile), jobs);
        var point = new WorkerPoint(load, prediction, jobs, series!.Between(jobs.Min(job => job.Taken), jobs.Max(job => job.Ended)));
        Progress.Say($"worker, {load}: {point.VideosPerMinute:F2} videos/min, mean {point.MeanServiceSeconds:F1} s, p95 {point.P95ServiceSeconds:F1} s; processors {point.Use.ServerCpus:F2}, {point.CpuSecondsPerVideo:F1} s a clip, memory {point.Use.MemoryMiB:F0} MiB{Said(prediction)}");
        return point;
    }

    /// <summary>Again, when the machine was not as fast as it was; the last try is taken as it is.</summary>
    private async Task<(IReadOnlyList<JobTimes> Jobs, MachineSeries? Series, MachineSpeed Speed)> RunSteadilyAsync(Func<Task<(IReadOnlyList<JobTimes> Jobs, MachineSeries? Series)>> run)
    {
        for (var again = 1; ; again++)
        {
            var before = await options.Machine.WaitAsync();
            var began = TimeProvider.System.GetTimestamp();
            var (jobs, series) = await run();
            var speed = new MachineSpeed(before, await options.Machine.LookAsync());
            if (again > MostObjections || options.Machine.Objection(speed, TimeProvider.System.GetElapsedTime(began)) is not { } reason) return (jobs, series, speed);
            Progress.Say($"  {reason}: again ({again}/{MostObjections})");
        }
    }

    /// <summary>Clips one after the other, as often as a share of the capacity: the queue must not grow.</summary>
    private async Task SustainAsync(ApiStack stack, WorkerSettings settings, WorkerPoint capacity)
    {
        var every = TimeSpan.FromMinutes(1 / (capacity.VideosPerMinute * settings.SustainedShare));
        var count = Math.Max(3, (int)(settings.SustainedSeconds / every.TotalSeconds));
        if (folder.Has($"{Sustained}/{WorkerPoint.JobsFile}")) return;
        var directory = folder.In(Sustained);
        using var group = LimitedGroup.Create(Name("sustained"), options.MemoryBytes, options.Cpus);
        var load = capacity.Load with { Jobs = count };
        folder.Write($"{Sustained}/load.json", load);
        var (jobs, _, speed) = await RunSteadilyAsync(() => RunAsync(stack, group, settings, load, Path.Combine(directory, "machine.csv"), every));
        folder.Write($"{Sustained}/{MachineSpeed.File}", speed);
        JobTimes.Write(Path.Combine(directory, WorkerPoint.JobsFile), jobs);
        Progress.Say($"worker, sustained: {count} clips, one each {every.TotalSeconds:F1} s, from upload to clip {jobs.Average(job => job.SojournSeconds):F1} s on average");
    }

    private static async Task<(IReadOnlyList<JobTimes> Jobs, MachineSeries? Series)> RunAsync(
        ApiStack stack, LimitedGroup group, WorkerSettings settings, WorkerLoad load, string? machine, TimeSpan? every = null)
    {
        foreach (var statement in (string[])["delete from jobs", "delete from videos", "checkpoint"]) await stack.ExecuteAsync(statement);
        foreach (var directory in (string[])[stack.ProcessedDirectory, stack.UploadsDirectory]) Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(stack.ProcessedDirectory, "*.*", new EnumerationOptions()).Concat(Directory.EnumerateFiles(stack.UploadsDirectory))) File.Delete(file);
        var clip = await CapacityClips.LargeAsync(load.Mebibytes, settings.ClipSeconds);
        await using var worker = await stack.StartWorkerAsync(group, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HIGHPERF_WORKER_SLOTS"] = load.Slots.ToString(CultureInfo.InvariantCulture), ["HIGHPERF_SOURCE_MIN_DURATION"] = "1s",
        });
        var watch = new JobWatch(stack);
        await using var machines = machine is null ? null : new MachineWatch(group, null, stack.UploadsDirectory, () => Task.FromResult(watch.Open));
        var waiting = watch.WaitAsync(load.Jobs, TimeSpan.FromMinutes(15));
        if (every is null) await stack.RunCtlAsync("queue", "inject", clip, "--count", load.Jobs.ToString(CultureInfo.InvariantCulture));
        var began = TimeProvider.System.GetTimestamp();
        for (var n = 0; every is { } pace && n < load.Jobs; n++)
        {
            if (n * pace - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } rest) await Task.Delay(rest); // however long it takes to put one there
            await stack.RunCtlAsync("queue", "inject", clip);
        }

        var jobs = await waiting;
        if (jobs.FirstOrDefault(job => job.Status != "processed") is { } failed) throw new CapacityException($"the clip {failed.Video} was not made: {failed.Status}");
        var series = machines is null ? null : await machines.EndAsync(machine!);
        await worker.TerminateAsync(TimeSpan.FromSeconds(30));
        return (jobs, series);
    }

    private static string Name(string what) => string.Create(CultureInfo.InvariantCulture, $"highperf-capacity-{Environment.ProcessId}-worker-{what}");

    private static string Said(Prediction? prediction) => prediction is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; predicted {prediction.Throughput:F2} ({prediction.ThroughputModel}), p95 {prediction.P95Seconds:F1} s ({prediction.P95Model})");
}
