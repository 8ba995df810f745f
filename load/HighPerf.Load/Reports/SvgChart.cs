using System.Globalization;
using System.Net;
using System.Text;

namespace HighPerf.Load.Reports;

/// <summary>Lines over an axis, as SVG: what a report shows of a run, without anything to be loaded.</summary>
internal static class SvgChart
{
    private const int Width = 860;
    private const int Height = 260;
    private const int Left = 64;
    private const int Right = 16;
    private const int Top = 30;
    private const int Bottom = 34;

    /// <param name="logarithmic">The upright axis is: of latencies.</param>
    /// <param name="xText">How values of the level axis are written.</param>
    /// <param name="yText">How those of the upright one are.</param>
    public static string Draw(string title, IReadOnlyList<ChartLine> lines, bool logarithmic, Func<double, string> xText, Func<double, string> yText)
    {
        bool IsThere((double X, double Y) point) => logarithmic ? point.Y > 0 : !double.IsNaN(point.Y);
        var points = lines.SelectMany(line => line.Points).Where(IsThere).ToList();
        if (points.Count == 0) return "";
        var (left, right) = (points.Min(point => point.X), Math.Max(points.Max(point => point.X), points.Min(point => point.X) + 1e-9));
        var (low, high) = logarithmic ? (Math.Pow(10, Math.Floor(Math.Log10(points.Min(point => point.Y)))), Math.Pow(10, Math.Ceiling(Math.Log10(points.Max(point => point.Y)) + 1e-9))) : (0, points.Max(point => point.Y) * 1.08 + 1e-9);
        double X(double x) => Left + (x - left) / (right - left) * (Width - Left - Right);
        double Share(double y) => logarithmic ? Math.Log(y / low) / Math.Log(high / low) : (y - low) / (high - low);
        double Y(double y) => Height - Bottom - Share(y) * (Height - Top - Bottom);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\"><text x=\"{Left}\" y=\"16\" class=\"title\">{WebUtility.HtmlEncode(title)}</text>");
        foreach (var y in logarithmic ? Decades(low, high) : Steps(low, high))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(y):0.#}\" y2=\"{Y(y):0.#}\" class=\"grid\"/><text x=\"{Left - 6}\" y=\"{Y(y) + 4:0.#}\" text-anchor=\"end\">{yText(y)}</text>");
        }

        foreach (var x in Steps(left, right)) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(x):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{xText(x)}</text>");
        var at = Width - Right;
        foreach (var line in lines.Reverse())
        {
            at -= line.Name.Length * 7 + 24;
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{at}\" y=\"8\" width=\"10\" height=\"10\" fill=\"{line.Color}\"/><text x=\"{at + 14}\" y=\"17\">{WebUtility.HtmlEncode(line.Name)}</text>");
        }

        foreach (var line in lines)
        {
            svg.Append("<path d=\"");
            var drawing = false;
            foreach (var point in line.Points)
            {
                // A point begins with a line to itself, so that one that stands alone is seen.
                if (IsThere(point)) svg.Append(CultureInfo.InvariantCulture, $"{(drawing ? "" : string.Create(CultureInfo.InvariantCulture, $"M{X(point.X):0.#},{Y(point.Y):0.#}"))}L{X(point.X):0.#},{Y(point.Y):0.#}");
                drawing = IsThere(point);
            }

            svg.Append(CultureInfo.InvariantCulture, $"\" fill=\"none\" stroke=\"{line.Color}\" stroke-width=\"1.6\" stroke-linecap=\"round\"/>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static IEnumerable<double> Decades(double low, double high)
    {
        for (var y = low; y <= high * 1.0001; y *= 10) yield return y;
    }

    /// <summary>Round values, about six of them.</summary>
    private static IEnumerable<double> Steps(double low, double high)
    {
        var rough = (high - low) / 6;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = magnitude * (rough / magnitude) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (var at = Math.Ceiling(low / step) * step; at <= high + step * 1e-9; at += step) yield return at;
    }
}
