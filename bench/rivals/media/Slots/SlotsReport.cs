using System.Globalization;
using System.Text;
using HighPerf.MediaRace.Machine;
using HighPerf.MediaRace.Results;
using ScottPlot;

namespace HighPerf.MediaRace.Slots;

/// <summary>Writes <c>slots.md</c>, <c>slots.csv</c> and the plot.</summary>
internal static class SlotsReport
{
    // Two jobs at --threads 1 against one job at --threads 2.
    private const double Gain = 1.2;

    public static async Task WriteAsync(
        string directory, MachineState machine, string source, string limits, string command, IReadOnlyList<SlotsRun> runs, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Slots and threads\n\n{machine}.\n{(machine.IsIdle ? "" : "**The machine was not idle.**\n")}{source} within {limits}. Medians of {runs.Max(run => run.Round)} rounds. --threads N: N threads of a job decode, and N encode; at 1 the encoder's paints, too.\n\n```\n{command}\n```\n\n");
        text.Append("| slots | --threads | videos/min | peak memory of the group, MiB | without files, MiB | kills by memory | failed |\n|---:|---:|---:|---:|---:|---:|---:|\n");
        var groups = runs.GroupBy(run => (run.Slots, run.Threads)).OrderBy(group => group.Key.Slots).ThenBy(group => group.Key.Threads).ToList();
        foreach (var group in groups)
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key.Slots} | {group.Key.Threads} | {Rate(group):F2} | {group.Max(run => run.PeakMiB):F0} | {group.Max(run => run.AnonymousMiB):F0} | {group.Sum(run => run.OutOfMemoryKills)} | {group.Sum(run => run.Failed)} |\n");
        if (groups.Find(group => group.Key == (2, 1)) is { } two && groups.Find(group => group.Key == (1, 2)) is { } one)
            text.Append(CultureInfo.InvariantCulture, $"\nTwo jobs at --threads 1 make {Rate(two) / Rate(one):F2} × the videos of one job at --threads 2, limit ≥ {Gain}: {(Rate(two) / Rate(one) >= Gain ? "PASS" : "FAIL")}. Kills by memory with two jobs: {runs.Where(run => run.Slots == 2).Sum(run => run.OutOfMemoryKills)}, limit 0.\n");
        await File.WriteAllTextAsync(Path.Combine(directory, "slots.md"), text.ToString(), cancellation);
        await File.WriteAllTextAsync(Path.Combine(directory, "slots.csv"), Csv(runs), cancellation);
        Plot(directory, groups, source, limits);
        Console.WriteLine(text);
    }

    private static double Rate(IEnumerable<SlotsRun> runs) => Figures.Median(runs.Select(run => run.VideosPerMinute));

    private static string Csv(IReadOnlyList<SlotsRun> runs)
    {
        var text = new StringBuilder("slots,threads,round,done,failed,wall_s,videos_per_min,peak_mib,anonymous_mib,oom_kills\n");
        foreach (var r in runs)
            text.Append(CultureInfo.InvariantCulture, $"{r.Slots},{r.Threads},{r.Round},{r.Done},{r.Failed},{r.WallSeconds:F2},{r.VideosPerMinute:F3},{r.PeakMiB:F1},{r.AnonymousMiB:F1},{r.OutOfMemoryKills}\n");
        return text.ToString();
    }

    private static void Plot(string directory, List<IGrouping<(int Slots, int Threads), SlotsRun>> groups, string source, string limits)
    {
        using var plot = new Plot();
        List<int> slots = [.. groups.Select(group => group.Key.Slots).Distinct()];
        List<int> threads = [.. groups.Select(group => group.Key.Threads).Distinct()];
        var width = 0.8 / threads.Count;
        foreach (var t in threads)
        {
            var place = threads.IndexOf(t);
            var bars = plot.Add.Bars(groups.Where(group => group.Key.Threads == t).Select(group => new Bar
            {
                Position = slots.IndexOf(group.Key.Slots) - 0.4 + width * (place + 0.5),
                Value = Rate(group),
                Size = width * 0.95,
                FillColor = Shades.Of(place),
                LineWidth = 0,
                Label = string.Create(CultureInfo.InvariantCulture, $"{Rate(group):F2}\n{group.Max(run => run.AnonymousMiB):F0} MiB"),
            }).ToList());
            bars.LegendText = string.Create(CultureInfo.InvariantCulture, $"a job: {t} to decode, {t} to encode");
            bars.ValueLabelStyle.FontSize = 13;
        }
        PlotFinish.Name(plot, [.. slots.Select(count => count == 1 ? "1 job at a time" : string.Create(CultureInfo.InvariantCulture, $"{count} at once"))]);
        PlotFinish.Apply(plot, $"{source} within {limits}: higher is better", "", "videos a minute", Alignment.UpperLeft);
        plot.Axes.Margins(bottom: 0, top: 0.35);
        plot.Axes.AutoScaleY();
        PlotFinish.Save(plot, directory, "slots", 1000, 650);
    }
}
