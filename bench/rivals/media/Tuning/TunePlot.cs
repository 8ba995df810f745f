using HighPerf.MediaRace.Results;
using ScottPlot;

namespace HighPerf.MediaRace.Tuning;

/// <summary>Bit rate against CPU at the rival's SSIM, one panel for all sources: left of and below the lines is better.</summary>
internal static class TunePlot
{
    public static void Save(string directory, List<string> sources, List<Verdict> verdicts)
    {
        using var plot = new Plot();
        for (var s = 0; s < sources.Count; s++)
        {
            var known = verdicts.Where(verdict => verdict.Crf is not null).ToList();
            var i = s;
            var points = plot.Add.ScatterPoints(known.Select(v => v.CpuRatios[i]).ToArray(), known.Select(v => v.RateRatios[i]).ToArray());
            points.LegendText = sources[s];
            points.Color = Shades.Of(s);
            points.MarkerSize = 9;
        }
        foreach (var verdict in verdicts.Where(verdict => verdict.Allowed).Take(6))
        {
            var label = plot.Add.Text(verdict.Candidate.Name, verdict.CpuRatios[0], verdict.RateRatios[0]);
            label.LabelFontSize = 11;
            label.OffsetX = 8;
        }
        var limit = plot.Add.HorizontalLine(Verdict.RateLimit, 1.5f, Colors.Gray, LinePattern.Dashed);
        limit.LegendText = "bit rate allowed";
        var rival = plot.Add.VerticalLine(1, 1.5f, Colors.Black, LinePattern.Dotted);
        rival.LegendText = "the rival's CPU";
        plot.Axes.SetLimitsY(0.6, 1.8);
        PlotFinish.Apply(plot, "x264 settings at the rival's SSIM (veryfast crf 23)", "encoder's CPU ÷ rival's", "bit rate ÷ rival's");
        PlotFinish.Save(plot, directory, "tune", 1400, 800);
    }
}
