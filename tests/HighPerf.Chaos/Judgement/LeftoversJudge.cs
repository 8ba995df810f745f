using System.Globalization;
using HighPerf.Chaos.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.Chaos.Judgement;

/// <summary>Once the sweep has run, the directories hold exactly what rows name.</summary>
internal sealed class LeftoversJudge(ChaosStack stack)
{
    private static readonly TimeSpan Patience = ChaosSettings.LeftoverAge + (ChaosSettings.LeftoverSweepPeriod * 5) + TimeSpan.FromSeconds(10);

    public async Task<Verdict> JudgeAsync(Tables tables)
    {
        var verdict = new Verdict("no leftovers: the files are exactly those that rows name");
        var uploads = tables.Videos.Select(video => video.OriginalKey).ToHashSet(StringComparer.Ordinal);
        var processed = tables.Videos.SelectMany(video => new[] { video.ProcessedKey, video.ThumbnailKey }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        await SettleAsync(() => uploads.SetEquals(Files(stack.Directory.Uploads)) && processed.SetEquals(Files(stack.Directory.Processed)));
        Compare(verdict, stack.Directory.Uploads, uploads);
        Compare(verdict, stack.Directory.Processed, processed);
        var parts = Directory.EnumerateFiles(stack.Directory.FullPath, "*.part", SearchOption.AllDirectories).ToArray();
        verdict.Expect(parts.Length == 0, () => "unfinished files: " + string.Join(' ', parts));
        verdict.Looked = string.Create(CultureInfo.InvariantCulture, $"{uploads.Count} originals, {processed.Count} clips and thumbnails");
        return verdict;
    }

    private static async Task SettleAsync(Func<bool> settled)
    {
        try
        {
            await Poll.UntilAsync("the files are those of the rows", Patience, () => Task.FromResult(settled()));
        }
        catch (TimeoutException)
        {
            // The comparison says which are not.
        }
    }

    /// <summary>Names in the directory itself; the bumper cache is a directory below.</summary>
    private static IEnumerable<string> Files(string directory) => Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)!);

    private static void Compare(Verdict verdict, string directory, HashSet<string> named)
    {
        var there = Files(directory).ToHashSet(StringComparer.Ordinal);
        foreach (var name in there.Except(named, StringComparer.Ordinal))
        {
            var age = TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(Path.Combine(directory, name));
            verdict.Expect(right: false, () => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(directory)}/{name} is named by no row, {age.TotalSeconds:0} s old"));
        }

        foreach (var name in named.Except(there, StringComparer.Ordinal))
            verdict.Expect(right: false, () => $"{Path.GetFileName(directory)}/{name} is named by a row and not there");
    }
}
