using System.Globalization;
using HighPerf.Chaos.Stack;
using HighPerf.Chaos.Watch;
using HighPerf.Testing.Clips;

namespace HighPerf.Chaos.Judgement;

/// <summary>What was public stayed as it was first seen, and can be played.</summary>
internal sealed class PublishedJudge(ChaosStack stack, PublicWatch watch)
{
    /// <summary>Videos whose clip and thumbnail are decoded, evenly over the run.</summary>
    private const int Played = 12;

    public async Task<Verdict> JudgeAsync(Tables tables)
    {
        var verdict = new Verdict("no published file was overwritten, and clips and thumbnails decode");
        foreach (var video in tables.Videos.Where(video => video.Published))
            verdict.Expect(watch.Published.ContainsKey(video.Id), () => $"video {video.Id} is open for voting and on no public list");
        var files = watch.Published.Values.SelectMany(published => published).ToArray();
        foreach (var file in files)
        {
            var now = await FileFacts.ReadAsync(Path.Combine(stack.Directory.Processed, file.Key));
            verdict.Expect(now == file.Facts, () => $"{file.Key} was {file.Facts} when it was first public and is {now?.ToString() ?? "gone"}");
        }

        var every = Math.Max(1, watch.Published.Count / Played);
        var sample = watch.Published.Values.Where((_, index) => index % every == 0).Take(Played).SelectMany(published => published).ToArray();
        foreach (var file in sample)
        {
            var errors = await FfmpegOracle.DecodeErrorsAsync(Path.Combine(stack.Directory.Processed, file.Key));
            verdict.Expect(errors.Length == 0, () => $"{file.Key} does not decode: {errors}");
        }

        verdict.Looked = string.Create(CultureInfo.InvariantCulture, $"{files.Length} files of {watch.Published.Count} videos, {sample.Length} of them decoded");
        return verdict;
    }
}
