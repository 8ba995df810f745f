using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using HighPerf.MediaRace.Processes;
using HighPerf.Testing;
using HighPerf.Testing.Servers.Groups;

namespace HighPerf.MediaRace.Slots;

/// <summary>Works off the same clip several times, several at once, on a machine that a control group makes small.</summary>
internal sealed class SlotsRace(Workplace place, string worker, string clip, int videos, long memoryBytes, double cpus)
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(100);

    public async Task<SlotsRun> RunAsync(int slots, int threads, int round, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"highperf-race-{Environment.ProcessId}-{slots}x{threads}-{round}");
        using var group = LimitedGroup.Create(name, memoryBytes, cpus);
        var queue = new ConcurrentQueue<int>(Enumerable.Range(0, videos));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sampling = HighestAsync(group, ended.Token);
        var start = Stopwatch.GetTimestamp();
        var done = await Task.WhenAll(Enumerable.Range(0, slots).Select(_ => SlotAsync(group, queue, threads, cancellation)));
        var wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await ended.CancelAsync();
        return new SlotsRun(slots, threads, round, done.Sum(), videos - done.Sum(), wall, group.PeakMiB, await sampling, group.OutOfMemoryKills);
    }

    private async Task<int> SlotAsync(LimitedGroup group, ConcurrentQueue<int> queue, int threads, CancellationToken cancellation)
    {
        var done = 0;
        while (queue.TryDequeue(out var number))
        {
            var target = Path.Combine(place.In("slots"), string.Create(CultureInfo.InvariantCulture, $"{number}.mp4"));
            File.Delete(target);
            var output = await Tool.TryAsync(Inside(group, Job(target, threads)), cancellation);
            if (output.ExitCode == 0 && File.Exists(target)) done++;
            else Progress.Say($"a job ended with {output.ExitCode}: {output.Errors.Trim().Split('\n')[^1]}");
            File.Delete(target);
        }
        return done;
    }

    private static Step Inside(LimitedGroup group, Step step) => group.Inside([step.Program, .. step.Arguments]) is [var program, .. var arguments] ? new Step(program, arguments) : step;

    public Step Job(string target, int threads) => new(
        worker,
        ["transcode", clip, target, "--quiet", "--any", "--cache", place.In("cache"), "--threads", threads.ToString(CultureInfo.InvariantCulture)]);

    private static async Task<double> HighestAsync(LimitedGroup group, CancellationToken ended)
    {
        var highest = 0.0;
        while (!ended.IsCancellationRequested)
        {
            highest = Math.Max(highest, group.AnonymousMiB);
            await Task.Delay(SampleEvery, TimeProvider.System, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return highest;
    }
}
