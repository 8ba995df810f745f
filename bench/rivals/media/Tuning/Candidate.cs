using System.Globalization;

namespace HighPerf.MediaRace.Tuning;

/// <summary>One way to ask x264.</summary>
/// <param name="Name">In tables.</param>
/// <param name="Preset">x264's preset.</param>
/// <param name="Params">What differs from the preset, in <c>-x264-params</c>' words.</param>
/// <param name="Threads">0 lets x264 decide.</param>
internal sealed record Candidate(string Name, string Preset, string Params, int Threads = 1)
{
    /// <summary>The rival's: what all others are measured against.</summary>
    public static Candidate Rival { get; } = new("B: veryfast crf 23, x264's own threads", "veryfast", "", Threads: 0);

    public bool IsRival => ReferenceEquals(this, Rival);

    /// <summary>From <c>preset:params</c>.</summary>
    public static Candidate Parse(string text)
    {
        var parts = text.Split(':', 2);
        var parameters = parts.Length == 2 ? parts[1] : "";
        return new Candidate(parameters.Length == 0 ? parts[0] : $"{parts[0]} {parameters}", parts[0], parameters);
    }

    /// <summary>The encoder's options. Ours has stitchable headers; the rival need not.</summary>
    /// <param name="gop">The longest distance of key frames, in frames; 0 leaves it to x264 (250).</param>
    public IReadOnlyList<string> Options(double crf, int gop)
    {
        string[] options =
        [
            "-c:v", "libx264", "-preset", Preset, "-crf", crf.ToString("0.##", CultureInfo.InvariantCulture),
            "-threads", Threads.ToString(CultureInfo.InvariantCulture),
            .. gop > 0 ? (string[])["-g", gop.ToString(CultureInfo.InvariantCulture)] : [],
        ];
        if (IsRival) return options;
        return [.. options, "-profile:v", "high", "-x264-params", Params.Length > 0 ? $"stitchable=1:{Params}" : "stitchable=1"];
    }
}
