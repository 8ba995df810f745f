using HighPerf.Capacity.Models;
using ScottPlot;

namespace HighPerf.Capacity.Plots;

/// <summary>Throughput over load: what was measured, the law that was fitted to it, how sure it is, its peak, and points that the fit has not seen.</summary>
internal static class ScalabilityPlot
{
    private const int Steps = 200;

    /// <param name="heldOut">Measured after the fit, or kept from it.</param>
    /// <returns>SVG.</returns>
    public static string Draw(string title, string load, string throughput, Bootstrap bootstrap, IReadOnlyList<ScalabilityPoint> heldOut)
    {
        using var plot = PlotPage.New(title, load, throughput);
        var law = bootstrap.Fit.Law;
        var end = bootstrap.Fit.Points.Concat(heldOut).Max(point => point.Load) * 1.05;
        double[] loads = [.. Enumerable.Range(0, Steps + 1).Select(step => 1 + (end - 1) * step / Steps)];
        var bands = loads.Select(at => bootstrap.Throughput(at)).ToList();
        var band = plot.Add.FillY(loads, [.. bands.Select(interval => interval.Low)], [.. bands.Select(interval => interval.High)]);
        band.FillColor = PlotPage.Colour(5).WithAlpha(0.35);
        band.LineWidth = 0;
        band.LegendText = "95 % of the fits (bootstrap)";
        var curve = plot.Add.ScatterLine(loads, [.. loads.Select(law.Throughput)], PlotPage.Colour(0));
        curve.LineWidth = 2.5f;
        curve.LegendText = "fitted law";
        Markers(plot, bootstrap.Fit.Points, MarkerShape.FilledCircle, Colors.Black, "measured, fitted");
        if (heldOut.Count > 0) Markers(plot, heldOut, MarkerShape.OpenDiamond, PlotPage.Colour(4), "measured, held out");
        if (law.PeakLoad <= end)
        {
            var peak = plot.Add.VerticalLine(law.PeakLoad, 1.5f, PlotPage.Colour(7), LinePattern.Dashed);
            peak.LegendText = $"peak at {PlotPage.Text(Math.Round(law.PeakLoad, 1))}";
        }

        PlotPage.FromZero(plot);
        plot.Axes.SetLimitsX(0, end);
        return PlotPage.Svg(plot, Alignment.LowerRight);
    }

    private static void Markers(Plot plot, IReadOnlyList<ScalabilityPoint> points, MarkerShape shape, Color colour, string name)
    {
        var markers = plot.Add.ScatterPoints(points.Select(point => point.Load).ToArray(), points.Select(point => point.Throughput).ToArray(), colour);
        markers.MarkerShape = shape;
        markers.MarkerSize = 9;
        markers.MarkerLineWidth = 2;
        markers.LegendText = name;
    }
}
