using System.Diagnostics;
using System.Globalization;
using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;
using HighPerf.Testing;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>How soon a child is gone that is in the middle of a clip, and what it leaves: nothing.</summary>
[Collection(AloneCollection.Name)]
public sealed class StoppingTests(ITestOutputHelper console) : IDisposable
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HardBound = TimeSpan.FromSeconds(4); // within the grace: none had to be killed

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Cancelled_in_mid_clip_it_is_gone_within_a_second()
    {
        var request = _workspace.Request(await Clips.Landscape1080p);
        await MeasureAsync("cancelled", async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var asked = new Stopwatch();
            var progress = new FirstReport(() =>
            {
                asked.Start();
                cancellation.Cancel();
            });
            var runner = new ShowcaseRunner(TestChild.Shipped, NullLogger<ShowcaseRunner>.Instance);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.RunAsync(request, progress, cancellation.Token));
            return asked.Elapsed;
        });
    }

    [Fact]
    public async Task Cancelled_while_its_bumpers_are_made_it_is_gone_within_a_second()
    {
        var request = _workspace.Request(await Clips.Landscape1080p);
        await MeasureAsync("cancelled at its bumpers", async () =>
        {
            if (Directory.Exists(request.CacheDirectory)) Directory.Delete(request.CacheDirectory, recursive: true);
            Directory.CreateDirectory(request.CacheDirectory);
            // A bumper takes a tenth of a second: told by the kernel, not looked for.
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var watcher = new FileSystemWatcher(request.CacheDirectory, "*.part");
            watcher.Created += (_, _) => begun.TrySetResult();
            watcher.EnableRaisingEvents = true;
            using var cancellation = new CancellationTokenSource();
            var runner = new ShowcaseRunner(TestChild.Shipped, NullLogger<ShowcaseRunner>.Instance);
            var run = runner.RunAsync(request, new FirstReport(() => { }), cancellation.Token);
            if (await Task.WhenAny(begun.Task, run) == run) await run; // what ended it too early
            var asked = Stopwatch.StartNew();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            Assert.Empty(Directory.EnumerateFiles(request.CacheDirectory, ".*.part"));
            return asked.Elapsed;
        });
    }

    [Fact]
    public async Task Signals_to_all_that_its_parent_has_started_leave_it_at_work()
    {
        var child = 0;
        var progress = new FirstReport(() =>
        {
            child = ProcessTree.ChildrenOf(Environment.ProcessId).Single(TestChild.IsShowcaseChild);
            int[] signals = [ProcessSignals.Terminate, ProcessSignals.Interrupt, ProcessSignals.Quit, ProcessSignals.Hangup];
            foreach (var signal in signals) ProcessSignals.Send(child, signal);
        });
        var runner = new ShowcaseRunner(TestChild.Shipped, NullLogger<ShowcaseRunner>.Instance);
        var outcome = await runner.RunAsync(_workspace.Request(await Clips.TooShort, SourceRules.Any), progress, CancellationToken.None);
        Assert.NotEqual(0, child);
        Assert.True(outcome is ShowcaseOutcome.Done, outcome.ToString());
    }

    [Fact]
    public async Task When_its_parent_is_killed_it_is_gone_within_two_seconds()
    {
        var source = await Clips.Landscape1080p;
        for (var i = 0; i < FullRun.Times(20, 3); i++)
        {
            using var parent = Process.Start(new ProcessStartInfo(
                TestChild.Options.ExecutablePath, [.. TestChild.Options.Arguments, TestParent.Verb, source, _workspace.Directory]))!;
            await Poll.UntilAsync(
                "a clip in the making", TimeSpan.FromSeconds(60),
                () => Task.FromResult(_workspace.Files.Any(file => file.EndsWith(".part", StringComparison.Ordinal))));
            var child = Assert.Single(ProcessTree.ChildrenOf(parent.Id));

            var killed = Stopwatch.StartNew();
            ProcessSignals.Send(parent.Id, ProcessSignals.Kill);
            while (ProcessTree.Runs(child) && killed.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(5);

            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"parent killed: child gone after {killed.ElapsedMilliseconds} ms"));
            Assert.InRange(killed.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.Empty(_workspace.Files);
        }
    }

    private async Task MeasureAsync(string what, Func<Task<TimeSpan>> stopOne)
    {
        List<TimeSpan> times = [];
        for (var i = 0; i < FullRun.Times(100, 10); i++)
        {
            times.Add(await stopOne());
            Assert.Empty(_workspace.Files);
            Assert.DoesNotContain(ProcessTree.ChildrenOf(Environment.ProcessId), TestChild.IsShowcaseChild);
        }
        times.Sort();
        var p99 = times[(int)Math.Ceiling(times.Count * 0.99) - 1];
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {times.Count} times, median {times[times.Count / 2].TotalMilliseconds:0} ms, p99 {p99.TotalMilliseconds:0} ms, "
            + $"most {times[^1].TotalMilliseconds:0} ms"));
        Assert.InRange(times[^1], TimeSpan.Zero, HardBound);
        Assert.InRange(p99, TimeSpan.Zero, Promised);
    }

    private sealed class FirstReport(Action act) : IProgress<int>
    {
        private int _reports;

        public void Report(int value)
        {
            if (Interlocked.Increment(ref _reports) == 1) act();
        }
    }
}
