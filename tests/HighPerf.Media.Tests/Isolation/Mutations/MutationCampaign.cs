using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;
using HighPerf.Testing;
using HighPerf.Testing.Clips;
using Microsoft.Extensions.Logging.Abstractions;

namespace HighPerf.Media.Tests.Isolation.Mutations;

/// <summary>
/// Feeds broken clips to real children and watches: the runner, its files, its time. A clip that makes it misbehave is
/// kept in <c>artifacts/mutations</c> under its seed and number, by which it is made again.
/// </summary>
internal sealed class MutationCampaign(Mutator mutator, int seed, string directory)
{
    private static readonly SourceRules AnyLength = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), 0);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10); // to start a child and to see it end on a busy machine

    // An exception of our own that nobody caught (SIGABRT), and a call that the filter forbids. libav may crash; we may not.
    private static readonly string[] Unexpected = ["SIGABRT", "SIGSYS", "exit code"];

    private readonly ShowcaseRunner _runner = new(MutationChild.Options, NullLogger<ShowcaseRunner>.Instance);
    private readonly ConcurrentDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private long _longestTicks;

    public IReadOnlyCollection<string> Faults => _faults;

    public async Task RunAsync(IEnumerable<int> indices) =>
        await Parallel.ForEachAsync(
            indices,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (index, _) =>
            {
                var (bytes, description) = mutator.Make(index);
                foreach (var fault in await TryAsync(index, bytes))
                {
                    _faults.Enqueue(string.Create(
                        CultureInfo.InvariantCulture,
                        $"HIGHPERF_TEST_SEED={seed} HIGHPERF_TEST_INDEX={index} ({Keep(index, bytes)}): {description}: {fault}"));
                }
            });

    /// <summary>How many clips ended how, and each failure's reason with how often it came.</summary>
    public string Summary()
    {
        var text = new StringBuilder();
        var longest = TimeSpan.FromTicks(_longestTicks);
        text.AppendLine(
            CultureInfo.InvariantCulture, $"seed {seed}, child {MutationChild.Options.ExecutablePath}, longest {longest.TotalSeconds:0.0} s");
        foreach (var (outcome, count) in _outcomes.OrderByDescending(entry => entry.Value))
            text.AppendLine(CultureInfo.InvariantCulture, $"{count,6}  {outcome}");
        foreach (var failure in _failures.Order(StringComparer.Ordinal)) text.AppendLine(failure);
        foreach (var fault in _faults) text.AppendLine(fault);
        return text.ToString();
    }

    /// <summary>Keeps a clip for whoever wants to look at it.</summary>
    /// <returns>Its path.</returns>
    public string Keep(int index, byte[] bytes)
    {
        var kept = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "mutations")).FullName;
        var path = Path.Combine(kept, string.Create(CultureInfo.InvariantCulture, $"{seed}-{index}.mp4"));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private async Task<List<string>> TryAsync(int index, byte[] bytes)
    {
        List<string> faults = [];
        var name = index.ToString(CultureInfo.InvariantCulture);
        var source = Path.Combine(directory, $"{name}.source");
        var results = Directory.CreateDirectory(Path.Combine(directory, name)).FullName;
        var request = new ShowcaseRequest(
            source, Path.Combine(results, "clip.mp4"), Path.Combine(results, "clip.jpg"), Path.Combine(directory, "cache"), AnyLength,
            new ShowcaseArtwork(null, null, null));
        await File.WriteAllBytesAsync(source, bytes);
        var time = Stopwatch.StartNew();
        try
        {
            var outcome = await _runner.RunAsync(request, new Unheard(), CancellationToken.None);
            Count(index, outcome);
            if (outcome is ShowcaseOutcome.Failed { Reason: var reason } && Unexpected.FirstOrDefault(reason.Contains) is not null)
                faults.Add($"no clip may make the child do this: {reason}");
            if (outcome is ShowcaseOutcome.Done)
            {
                if (await FfmpegOracle.DecodeErrorsAsync(request.VideoPath) is { Length: > 0 } errors)
                    faults.Add($"its clip does not decode: {errors}");
                if (new FileInfo(request.ThumbnailPath) is not { Exists: true, Length: > 0 }) faults.Add("it has no thumbnail");
                File.Delete(request.VideoPath);
                File.Delete(request.ThumbnailPath);
            }
            faults.AddRange(Directory.EnumerateFileSystemEntries(results).Select(left => $"{Path.GetFileName(left)} was left by {outcome}"));
        }
        catch (Exception e) // whatever it is: the runner promised outcomes
        {
            faults.Add($"the runner threw {e}");
        }
        InterlockedMax(time.Elapsed);
        if (time.Elapsed > MutationChild.Options.Deadline + MutationChild.Options.Grace + Slack)
            faults.Add($"it took {time.Elapsed.TotalSeconds:0.0} s");
        File.Delete(source);
        Directory.Delete(results, recursive: true);
        return faults;
    }

    private void Count(int index, ShowcaseOutcome outcome)
    {
        var key = outcome switch
        {
            ShowcaseOutcome.Done => "done",
            ShowcaseOutcome.Refused refused => $"refused: {refused.Code}",
            ShowcaseOutcome.Failed failed => $"failed: {failed.Reason}",
            _ => throw new UnreachableException(),
        };
        _outcomes.AddOrUpdate(key, 1, (_, count) => count + 1);
        if (outcome is ShowcaseOutcome.Failed { Reason: var reason })
            _failures.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{index}: {reason}: {mutator.Make(index).Description}"));
    }

    private void InterlockedMax(TimeSpan time)
    {
        var seen = Volatile.Read(ref _longestTicks);
        while (time.Ticks > seen)
        {
            var before = Interlocked.CompareExchange(ref _longestTicks, time.Ticks, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    private sealed class Unheard : IProgress<int>
    {
        public void Report(int value)
        {
        }
    }
}
