using HighPerf.MediaRace.Contestants;
using ScottPlot;

namespace HighPerf.MediaRace.Results;

/// <summary>The race in pictures.</summary>
internal static class RacePlots
{
    private const double GroupWidth = 0.8;
    private const double RssLimit = 130;
    private const int LegendWidth = 230;

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp,
    ];

    public static void Save(string directory, RaceResults results)
    {
        if (results.Has(Contestant.BestName))
        {
            Cpu(directory, results);
            Quality(directory, results);
        }
        Memory(directory, results);
    }

    private static void Cpu(string directory, RaceResults results)
    {
        using var plot = new Plot();
        Bars(plot, results, (source, name) => results.PairRatio(source, name, Contestant.BestName, cost => cost.CpuSeconds), "F2");
        for (var i = 0; i < results.Sources.Count; i++)
        {
            var source = results.Sources[i].Name;
            var floor = results.Floor(source).Sum / results.Median(source, Contestant.BestName, cost => cost.CpuSeconds);
            var line = plot.Add.Line(i - GroupWidth / 2, floor, i + GroupWidth / 2, floor);
            line.Color = Colors.Black;
            line.LineWidth = 2.5f;
            line.LinePattern = LinePattern.Dashed;
            if (i == 0) line.LegendText = "floor: decode + encode alone";
        }
        Apply(plot, results, "CPU of one showcase, beside the best command line's (B = 1): lower is better", "CPU ÷ B");
        PlotFinish.Save(plot, directory, "cpu", Width(results), 700);
    }

    private static void Memory(string directory, RaceResults results)
    {
        using var plot = new Plot();
        Bars(plot, results, (source, name) => results.Median(source, name, cost => cost.MaxRssMiB), "F0");
        var limit = plot.Add.HorizontalLine(RssLimit, 2, Colors.Black, LinePattern.Dashed);
        limit.LegendText = "our limit for 1080p landscape";
        Apply(plot, results, "Largest resident memory of one showcase: lower is better", "MiB");
        PlotFinish.Save(plot, directory, "memory", Width(results), 700);
    }

    // Beside B, because sources differ far more than contestants do.
    private static void Quality(string directory, RaceResults results)
    {
        using var plot = new Plot();
        for (var c = 0; c < results.Contestants.Count; c++)
        {
            for (var s = 0; s < results.Sources.Count; s++)
            {
                var (source, name) = (results.Sources[s].Name, results.Contestants[c].Name);
                var (outcome, best) = (results.Outcome(source, name), results.Outcome(source, Contestant.BestName));
                var marker = plot.Add.Marker(
                    Math.Log2(outcome.Kilobits / best.Kilobits), outcome.Quality.SsimAll - best.Quality.SsimAll, Shapes[s % Shapes.Length], 13, Shades.Of(c));
                marker.MarkerLineWidth = 2;
            }
        }
        for (var c = 0; c < results.Contestants.Count; c++)
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = results.Contestants[c].Name, MarkerShape = MarkerShape.FilledCircle, MarkerSize = 12, MarkerColor = Shades.Of(c) });
        for (var s = 0; s < results.Sources.Count; s++)
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = results.Sources[s].Name, MarkerShape = Shapes[s % Shapes.Length], MarkerSize = 12, MarkerColor = Colors.Gray });
        double[] ticks = [0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 2, 3, 4, 6, 8, 16];
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. ticks.Select(Math.Log2)], [.. ticks.Select(tick => tick.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture))]);
        plot.Add.HorizontalLine(0, 1, Colors.Gray, LinePattern.Dotted);
        plot.Add.VerticalLine(0, 1, Colors.Gray, LinePattern.Dotted);
        PlotFinish.Apply(plot, "Quality and rate beside B: left and up is better (C2: of its own 1080p reference)", "bit rate of the body ÷ B's", "SSIM − B's", Alignment.LowerRight);
        PlotFinish.Save(plot, directory, "quality", 1300, 800);
    }

    private static void Bars(Plot plot, RaceResults results, Func<string, string, double> value, string format)
    {
        var width = GroupWidth / results.Contestants.Count;
        for (var c = 0; c < results.Contestants.Count; c++)
        {
            var name = results.Contestants[c].Name;
            var bars = results.Sources.Select((source, s) => new Bar
            {
                Position = s - GroupWidth / 2 + width * (c + 0.5),
                Value = value(source.Name, name),
                Size = width * 0.95,
                FillColor = Shades.Of(c),
                LineWidth = 0,
                Label = value(source.Name, name).ToString(format, System.Globalization.CultureInfo.InvariantCulture),
            }).ToList();
            var group = plot.Add.Bars(bars);
            group.LegendText = name;
            group.ValueLabelStyle.FontSize = 11;
        }
    }

    private static void Apply(Plot plot, RaceResults results, string title, string y)
    {
        PlotFinish.Name(plot, [.. results.Sources.Select(source => source.Name)]);
        PlotFinish.Apply(plot, title, "", y);
        plot.ShowLegend(Edge.Right); // beside the bars, not before them
        plot.Axes.Margins(bottom: 0, top: 0.25);
        plot.Axes.AutoScaleY();
    }

    private static int Width(RaceResults results) => Math.Max(900, 220 * results.Sources.Count) + LegendWidth;
}
