using System.Globalization;
using HighPerf.Media.Codecs;

namespace HighPerf.Media.Showcase;

/// <summary>The filters a source goes through, in libav's notation: upright, 1280×720, 30 fps, BT.709, logo on top.</summary>
internal static class BodyFilters
{
    public const string SourceLabel = "in";
    public const string LogoLabel = "logo";

    /// <summary>The logo's distance from the top and the right edge, in pixels.</summary>
    public const int LogoMargin = 24;

    private const int LogoMaxWidth = 240;
    private const int LogoMaxHeight = 96;

    // Below this height a stream that does not name its colour matrix means BT.601, above it BT.709 (as players guess).
    private const int HighDefinitionLines = 720;

    public static string WithLogo(SourceInfo source, int logoWidth, int logoHeight) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{SourceLabel}]{Picture(source)}[picture];[{LogoLabel}]{Logo(logoWidth, logoHeight)},format=yuva420p[mark];" +
        $"[picture][mark]overlay=x=main_w-overlay_w-{LogoMargin}:y={LogoMargin}:format=yuv420:eof_action=repeat,format=yuv420p[out]");

    public static string WithoutLogo(SourceInfo source) => $"[{SourceLabel}]{Picture(source)}[out]";

    // Frames that are dropped are dropped before they are scaled.
    private static string Picture(SourceInfo source)
    {
        var display = source.Display;
        var matrix = !source.UnknownColours ? "auto" : display.ShortSide >= HighDefinitionLines ? "bt709" : "bt601";
        string[] filters =
        [
            source.Interlaced ? "bwdif=mode=send_frame:deint=interlaced" : "",
            string.Create(CultureInfo.InvariantCulture, $"fps={H264Settings.FramesPerSecond}:start_time=0"),
            display.Orientation.Filters,
            Canvas.Fit(display.Width, display.Height).Filters(matrix),
        ];
        return string.Join(',', filters.Where(filter => filter.Length > 0));
    }

    private static string Logo(int width, int height)
    {
        var scale = Math.Min(1, Math.Min((double)LogoMaxWidth / width, (double)LogoMaxHeight / height));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"scale={Math.Max(2, (int)(width * scale))}:{Math.Max(2, (int)(height * scale))}" +
            $":flags=lanczos:out_color_matrix=bt709:out_range=tv");
    }
}
