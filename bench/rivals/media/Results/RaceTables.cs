using System.Globalization;
using System.Text;
using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Sources;

namespace HighPerf.MediaRace.Results;

/// <summary>The race in Markdown.</summary>
internal static class RaceTables
{
    private const string Ours = Contestant.OursName;
    private const string Best = Contestant.BestName;
    private const string Tuned = Contestant.TunedName;

    public static string Of(RaceResults results)
    {
        var text = new StringBuilder();
        Head(text, results);
        if (results.Has(Best)) Limits(text, results);
        foreach (var source in results.Sources) Table(text, results, source.Name);
        FloorTable(text, results);
        Commands(text, results);
        return text.ToString();
    }

    private static string Use(Source source) => source.Use switch
    {
        SourceUse.Tuning => "tuning",
        SourceUse.Seen => "judging: not for tuning, but seen before the choice",
        SourceUse.Untouched => "judging: nothing was changed for it",
        _ => "judging, limit of its own",
    };

    private static void Head(StringBuilder text, RaceResults results)
    {
        Line(text, $"# Showcases: ours against the ffmpeg command line");
        Line(text, $"");
        Line(text, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC. {results.Machine}.");
        if (!results.Machine.IsIdle) Line(text, $"**The machine was not idle: trust the ratios of pairs, not seconds, and walls least.**");
        Line(text, $"{results.Rounds} rounds, taking turns; medians.");
        Line(text, $"");
        foreach (var contestant in results.Contestants) Line(text, $"- **{contestant.Name}**: {contestant.Title}");
        Line(text, $"");
        Line(text, $"| source | shows | used for |");
        Line(text, $"|---|---|---|");
        foreach (var source in results.Sources)
            Line(text, $"| {source.Name} | {source.Shows} | {Use(source)} |");
        Line(text, $"");
    }

    private static void Limits(StringBuilder text, RaceResults results)
    {
        Line(text, $"## Limits");
        Line(text, $"");
        Line(text, $"| what | measured | limit | |");
        Line(text, $"|---|---:|---:|---|");
        Rows(text, RaceLimits.Of(results), note: "");
        Rows(text, RaceLimits.Untouched(results), note: ", nothing was changed for them; for information");
        Line(text, $"");
        if (results.Has(Tuned)) Settings(text, results);
    }

    private static void Rows(StringBuilder text, IEnumerable<Limit> limits, string note)
    {
        foreach (var limit in limits)
            Line(text, $"| {limit.What}{note} | {limit.Measured.ToString(limit.Format, CultureInfo.InvariantCulture)} | {(limit.AtLeast ? "≥" : "≤")} {limit.Bound} | {(limit.Kept ? "PASS" : "**FAIL**")} |");
    }

    private static void Settings(StringBuilder text, RaceResults results)
    {
        Line(text, $"## Program and settings");
        Line(text, $"");
        Line(text, $"B2 is B with our settings: CPU ÷ B2 is the program's part of CPU ÷ B, B2 ÷ B the settings'. Pairs.");
        Line(text, $"");
        Line(text, $"| source | CPU ÷ B2 | wall ÷ B2 | B2's CPU ÷ B | B2's wall ÷ B |");
        Line(text, $"|---|---:|---:|---:|---:|");
        foreach (var source in results.Sources) SettingsRow(text, results, source.Name, [source]);
        List<Source> landscape = [.. results.Sources.Where(source => source.IsLandscape)];
        if (landscape.Count > 1) SettingsRow(text, results, "1080p landscape, geometric mean", landscape);
        Line(text, $"");
    }

    private static void SettingsRow(StringBuilder text, RaceResults results, string name, IReadOnlyList<Source> sources)
    {
        Line(text, $"| {name} | {Mean(Ours, Tuned, cost => cost.CpuSeconds):F3} | {Mean(Ours, Tuned, cost => cost.WallSeconds):F3} | {Mean(Tuned, Best, cost => cost.CpuSeconds):F3} | {Mean(Tuned, Best, cost => cost.WallSeconds):F3} |");

        double Mean(string one, string other, Func<Cost, double> value) =>
            Figures.GeometricMean(sources.Select(source => results.PairRatio(source.Name, one, other, value)));
    }

    private static void Table(StringBuilder text, RaceResults results, string source)
    {
        Line(text, $"## {source}");
        Line(text, $"");
        Line(text, $"| | CPU s | wall s | RSS MiB | CPU ÷ B (medians, pairs) | wall ÷ B | body kbit/s | ÷ B | SSIM | SSIM Y | PSNR dB | frames | decodes |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var name in results.Contestants.Select(contestant => contestant.Name))
        {
            var outcome = results.Outcome(source, name);
            var toBest = results.Has(Best)
                ? string.Create(CultureInfo.InvariantCulture, $"{results.Ratio(source, name, Best, cost => cost.CpuSeconds):F3}, {results.PairRatio(source, name, Best, cost => cost.CpuSeconds):F3} | {results.PairRatio(source, name, Best, cost => cost.WallSeconds):F3}")
                : "– | –";
            var rate = results.Has(Best) ? (outcome.Kilobits / results.Outcome(source, Best).Kilobits).ToString("F3", CultureInfo.InvariantCulture) : "–";
            Line(text, $"| {name} | {results.Median(source, name, cost => cost.CpuSeconds):F2} | {results.Median(source, name, cost => cost.WallSeconds):F2} | {results.Median(source, name, cost => cost.MaxRssMiB):F0} | {toBest} | {outcome.Kilobits:F0} | {rate} | {outcome.Quality.SsimAll:F5} | {outcome.Quality.SsimY:F5} | {outcome.Quality.Psnr:F2} | {outcome.Frames} | {(outcome.Clean ? "clean" : "**errors**")} |");
        }
        Line(text, $"");
    }

    private static void FloorTable(StringBuilder text, RaceResults results)
    {
        Line(text, $"## The floor");
        Line(text, $"");
        Line(text, $"Decoding alone (one thread, loop filter skipped on unreferenced frames) and encoding alone (our settings, raw input, the cost of reading it taken off), CPU seconds.");
        Line(text, $"");
        Line(text, $"| source | decode | encode | floor | ours | ours ÷ floor | floor ÷ B |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---:|");
        foreach (var source in results.Sources.Select(source => source.Name))
        {
            var floor = results.Floor(source);
            var ours = results.Median(source, Ours, cost => cost.CpuSeconds);
            var best = results.Has(Best) ? (floor.Sum / results.Median(source, Best, cost => cost.CpuSeconds)).ToString("F3", CultureInfo.InvariantCulture) : "–";
            Line(text, $"| {source} | {floor.Decode:F2} | {floor.Encode:F2} | {floor.Sum:F2} | {ours:F2} | {ours / floor.Sum:F3} | {best} |");
        }
        Line(text, $"");
    }

    private static void Commands(StringBuilder text, RaceResults results)
    {
        Line(text, $"## Commands");
        foreach (var contestant in results.Contestants)
        {
            Line(text, $"");
            Line(text, $"**{contestant.Name}**");
            Line(text, $"```");
            foreach (var step in results.Commands[contestant.Name]) Line(text, $"{step}");
            Line(text, $"```");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
