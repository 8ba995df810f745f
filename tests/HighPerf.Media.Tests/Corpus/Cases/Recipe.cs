using System.Globalization;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>The parts that the cases' command lines share.</summary>
internal static class Recipe
{
    /// <summary>Real phone footage (1.5 s, H.264, variable frame rate, sound), from Debian's forensics-samples-files.</summary>
    public const string PhoneFootage = "/usr/share/forensics-samples/original-files/movie1/VID_20191220_170832.mp4";

    public static string[] H264 { get; } = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-g", "60", "-pix_fmt", "yuv420p"];

    /// <summary>Pictures that are stored in another order than they are shown in.</summary>
    public static string[] H264Reordered { get; } = [.. H264, "-bf", "2"];

    public static string[] Hevc { get; } =
        ["-c:v", "libx265", "-preset", "ultrafast", "-crf", "16", "-tag:v", "hvc1", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p"];

    public static string[] Av1 { get; } = ["-c:v", "libsvtav1", "-preset", "12", "-crf", "25"];

    public static string[] Bt709 { get; } = Tags("bt709", "bt709", "bt709");

    public static string[] Tags(string matrix, string primaries, string transfer, string range = "tv") =>
        ["-colorspace", matrix, "-color_primaries", primaries, "-color_trc", transfer, "-color_range", range];

    /// <summary>An input that moves and carries the marks.</summary>
    public static string[] Moving(string size = "1920x1080", string rate = "30", double seconds = 1, string then = "") =>
        Lavfi($"testsrc2=size={size}:rate={rate}:duration={seconds.ToString(CultureInfo.InvariantCulture)},{Marks.Draw}{(then.Length > 0 ? "," : "")}{then}");

    public static string[] Lavfi(string graph) => ["-f", "lavfi", "-i", graph];

    public static string[] Tone(double seconds = 1) => Lavfi(FormattableString.Invariant($"sine=frequency=440:duration={seconds}"));
}
