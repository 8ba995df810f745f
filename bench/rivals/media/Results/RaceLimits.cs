using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Sources;

namespace HighPerf.MediaRace.Results;

/// <summary>What ours has promised against B and A, held against the medians of pairs.</summary>
internal static class RaceLimits
{
    private const string Ours = Contestant.OursName;
    private const string Best = Contestant.BestName;

    public static IEnumerable<Limit> Of(RaceResults results)
    {
        var landscape = results.Sources.Where(source => source.IsLandscape).ToList();
        if (landscape.Count > 0)
        {
            foreach (var limit in Means(results, landscape)) yield return limit;
            yield return new Limit("RSS on the same, MiB, largest", landscape.Max(source => results.Median(source.Name, Ours, cost => cost.MaxRssMiB)), 130, "F0");
        }
        foreach (var source in results.Sources)
        {
            if (!source.IsLandscape)
                yield return new Limit($"CPU ÷ B on {source.Name}", results.PairRatio(source.Name, Ours, Best, cost => cost.CpuSeconds), 0.90);
            var (ours, best) = (results.Outcome(source.Name, Ours), results.Outcome(source.Name, Best));
            yield return new Limit($"frames on {source.Name}, beyond or short of B's", Math.Abs(ours.Frames - best.Frames), 0, "F0");
            yield return new Limit($"clips on {source.Name} that do not decode cleanly", ours.Clean ? 0 : 1, 0, "F0");
            yield return new Limit($"SSIM − B's on {source.Name}", ours.Quality.SsimAll - best.Quality.SsimAll, -0.0002, "+0.00000;-0.00000", AtLeast: true);
            yield return new Limit($"bit rate ÷ B's on {source.Name}", ours.Kilobits / best.Kilobits, 1.03);
        }
    }

    /// <summary>The same means over the sources that no setting was changed for: what the means are worth elsewhere. For information: two clips are few.</summary>
    public static IEnumerable<Limit> Untouched(RaceResults results)
    {
        var untouched = results.Sources.Where(source => source.Use == SourceUse.Untouched).ToList();
        return untouched.Count > 0 ? Means(results, untouched) : [];
    }

    private static IEnumerable<Limit> Means(RaceResults results, IReadOnlyList<Source> sources)
    {
        yield return new Limit($"CPU ÷ B, geometric mean over {Names(sources)}", Mean(results, sources, Best, cost => cost.CpuSeconds), 0.70);
        yield return new Limit("wall ÷ B, geometric mean over the same", Mean(results, sources, Best, cost => cost.WallSeconds), 0.80);
        if (results.Has(Contestant.NaiveName))
            yield return new Limit("CPU ÷ A, geometric mean over the same", Mean(results, sources, Contestant.NaiveName, cost => cost.CpuSeconds), 0.40);
    }

    private static double Mean(RaceResults results, IEnumerable<Source> sources, string other, Func<Cost, double> value) =>
        Figures.GeometricMean(sources.Select(source => results.PairRatio(source.Name, Ours, other, value)));

    private static string Names(IEnumerable<Source> sources) => string.Join(", ", sources.Select(source => source.Name));
}
