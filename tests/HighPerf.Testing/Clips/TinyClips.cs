namespace HighPerf.Testing.Clips;

/// <summary>One second, as a rule at 320×180, in every codec and kind of file that is accepted: what mutations start from.</summary>
public static class TinyClips
{
    private static readonly string[] Picture = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1"];

    /// <summary>Each with its name. Small: they are broken and tried by the thousand.</summary>
    public static async Task<IReadOnlyList<(string Name, string Path)>> AllAsync() =>
    [
        ("h264", await MakeAsync("h264", "-c:v", "libx264", "-preset", "medium", "-bf", "3", "-pix_fmt", "yuv420p")),
        ("h264 with sound", await MakeAsync("h264-sound",
            "-f", "lavfi", "-i", "sine=duration=1", "-c:v", "libx264", "-preset", "fast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart")),
        ("fragmented", await MakeAsync("fragmented",
            "-c:v", "libx264", "-preset", "fast", "-g", "8", "-pix_fmt", "yuv420p", "-movflags", "frag_keyframe+empty_moov+default_base_moof")),
        ("hevc", await MakeAsync("hevc", "-c:v", "libx265", "-preset", "fast", "-x265-params", "log-level=error", "-tag:v", "hvc1", "-pix_fmt", "yuv420p")),
        ("pq", await MakeAsync("pq", "-c:v", "libx265", "-preset", "fast",
            "-x265-params", "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1", "-tag:v", "hvc1", "-pix_fmt", "yuv420p10le",
            "-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc")),
        ("vp9", await MakeAsync("vp9", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k", "-pix_fmt", "yuv420p")),
        ("av1", await MakeAsync("av1", "-c:v", "libaom-av1", "-cpu-used", "8", "-usage", "realtime", "-b:v", "300k", "-pix_fmt", "yuv420p")),
        ("mpeg4", await MakeAsync("mpeg4", "-c:v", "mpeg4", "-bf", "2", "-b:v", "300k", "-pix_fmt", "yuv420p")),
        ("mjpeg", await MakeAsync("mjpeg", "-c:v", "mjpeg", "-q:v", "8", "-pix_fmt", "yuvj420p", "-f", "mov")),
        ("interlaced", await MakeAsync("interlaced",
            "-c:v", "libx264", "-preset", "fast", "-flags", "+ildct+ilme", "-x264-params", "tff=1", "-pix_fmt", "yuv420p")),
        // A copy that begins in mid-clip gets an edit list, and by this tool's version a display matrix.
        ("turned and cut", await StepsAsync("turned-cut",
            [.. Picture, "-c:v", "libx264", "-preset", "fast", "-pix_fmt", "yuv420p"],
            ["-ss", "0.4", "-i", FfmpegSteps.Previous, "-c", "copy", "-metadata:s:v:0", "rotate=270"])),
        // Wider than the canvas: it is the one that is made smaller.
        ("wide", await StepsAsync("wide",
            ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=5:duration=1", "-c:v", "libx264", "-preset", "fast", "-pix_fmt", "yuv420p"])),
    ];

    private static Task<string> MakeAsync(string name, params string[] arguments) => StepsAsync(name, [.. Picture, .. arguments]);

    private static Task<string> StepsAsync(string name, params string[][] steps) =>
        ClipCache.GetAsync($"tiny-{name}", FfmpegSteps.Recipe(steps), path => FfmpegSteps.RunAsync(path, steps));
}
