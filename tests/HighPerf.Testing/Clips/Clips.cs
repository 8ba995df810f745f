namespace HighPerf.Testing.Clips;

/// <summary>
/// The clips tests are fed with, made with the ffmpeg command line when first asked for: <c>await Clips.Landscape1080p</c>
/// gives a path. The file is shared by all tests: copy it before changing it.
/// </summary>
public static class Clips
{
    // Real phone footage (1.6 s), from Debian's forensics-samples-files.
    private const string PhoneFootage = "/usr/share/forensics-samples/original-files/movie1/VID_20191220_170832.mp4";

    private static readonly string[] Encode = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "60"];

    /// <summary>25 s of real 1080p footage at 30 fps with an audio track: the everyday case.</summary>
    public static Task<string> Landscape1080p => FfmpegAsync("landscape-1080p",
        ["-stream_loop", "-1", "-i", PhoneFootage, "-t", "25", "-r", "30", .. Encode, "-crf", "20", "-c:a", "aac", "-shortest"]);

    /// <summary>45 s of the same footage: longer than the 30 s a showcase keeps.</summary>
    public static Task<string> LongLandscape1080p => FfmpegAsync("long-landscape-1080p",
        ["-stream_loop", "-1", "-i", PhoneFootage, "-t", "45", "-r", "30", .. Encode, "-crf", "20", "-c:a", "aac", "-shortest"]);

    /// <summary>
    /// 21 s, coded 1920×1080 with a display matrix that turns it a quarter clockwise, as phones write upright clips: shown
    /// as 1080×1920. As shown, a red square marks the top right corner and a blue one the top left.
    /// </summary>
    public static Task<string> PortraitByRotationFlag => FfmpegAsync("portrait-by-flag",
        [
            "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30:duration=21",
            "-vf", "drawbox=x=0:y=0:w=240:h=240:color=red:t=fill,drawbox=x=0:y=840:w=240:h=240:color=blue:t=fill", .. Encode,
        ],
        // A copy is what makes this version of the tool write the matrix instead of turning the picture.
        ["-c", "copy", "-metadata:s:v:0", "rotate=270"]);

    /// <summary>21 s at 1440×1080: bars left and right.</summary>
    public static Task<string> FourByThree => FfmpegAsync("four-by-three",
        ["-f", "lavfi", "-i", "testsrc2=size=1440x1080:rate=25:duration=21", .. Encode]);

    /// <summary>21 s coded 1440×1080 with 4:3 pixels, so shown as 1920×1080: no bars.</summary>
    public static Task<string> WidePixels => FfmpegAsync("wide-pixels",
        ["-f", "lavfi", "-i", "testsrc2=size=1440x1080:rate=30:duration=21", "-vf", "setsar=4/3", .. Encode]);

    /// <summary>21 s of 1080p at 60 fps.</summary>
    public static Task<string> SixtyFps => FfmpegAsync("sixty-fps",
        ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=60:duration=21", .. Encode]);

    /// <summary>5 s.</summary>
    public static Task<string> TooShort => FfmpegAsync("too-short",
        ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30:duration=5", .. Encode]);

    /// <summary>61 s.</summary>
    public static Task<string> TooLong => FfmpegAsync("too-long",
        ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=10:duration=61", .. Encode]);

    /// <summary>21 s at 1280×720.</summary>
    public static Task<string> TooSmall => FfmpegAsync("too-small",
        ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30:duration=21", .. Encode]);

    /// <summary>21 s at 5120×2880: more pixels than anyone films, enough to exhaust a small machine.</summary>
    public static Task<string> TooLarge => FfmpegAsync("too-large",
        ["-f", "lavfi", "-i", "color=gray:size=5120x2880:rate=2:duration=21", .. Encode]);

    /// <summary>2 s at 320×180, 8 fps: the cheapest clip that still goes all the way, where the rules are relaxed.</summary>
    public static Task<string> SmallTwoSeconds => FfmpegAsync("small-two-seconds",
        ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=8:duration=2", .. Encode, "-movflags", "+faststart"]);

    /// <summary>3 s at 320×180, 8 fps.</summary>
    public static Task<string> SmallThreeSeconds => FfmpegAsync("small-three-seconds",
        ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=8:duration=3", .. Encode]);

    /// <summary>15 s at 320×180, 30 fps: still small, but several seconds of work.</summary>
    public static Task<string> SmallFifteenSeconds => FfmpegAsync("small-fifteen-seconds",
        ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30:duration=15", .. Encode]);

    /// <summary>25 s of sound in an MP4 without any picture.</summary>
    public static Task<string> NoVideo => FfmpegAsync("no-video",
        ["-f", "lavfi", "-i", "sine=frequency=440:duration=25", "-c:a", "aac"]);

    /// <summary>An MP4 whose picture is in a codec that no phone writes (MPEG-1).</summary>
    public static Task<string> UnsupportedCodec => FfmpegAsync("unsupported-codec",
        ["-f", "lavfi", "-i", "color=gray:size=1920x1080:rate=25:duration=21", "-c:v", "mpeg1video", "-b:v", "2M"]);

    /// <summary>Nothing at all.</summary>
    public static Task<string> Empty => ClipCache.GetAsync("empty", "", path => File.WriteAllBytesAsync(path, []));

    /// <summary>30 s, the first half in 1080p, the second half smaller, under one index.</summary>
    public static Task<string> OtherSizeFromTheMiddle => ClipCache.GetAsync("other-size-from-the-middle", "1920x1080, 1280x720", async path =>
    {
        var halves = new List<string>();
        foreach (var size in new[] { "1920x1080", "1280x720" })
        {
            // A transport stream carries its parameters along with the pictures.
            var half = $"{path}.{size}.ts";
            await CommandLine.RunCheckedAsync("ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=30:duration=15", .. Encode, half]);
            halves.Add(half);
        }
        await CommandLine.RunCheckedAsync("ffmpeg", ["-v", "error", "-y", "-i", $"concat:{string.Join('|', halves)}", "-c", "copy", "-tag:v", "avc3", path]);
        foreach (var half in halves) File.Delete(half);
    });

    /// <summary>The everyday clip with its index in front and the last two fifths of its bytes missing.</summary>
    public static Task<string> Truncated => CutAsync("truncated", Landscape1080p, ["-c", "copy", "-movflags", "+faststart"]);

    /// <summary>The everyday clip with its index at the end, where the cut took it.</summary>
    public static Task<string> TruncatedWithoutIndex => CutAsync("truncated-without-index", Landscape1080p, ["-c", "copy"]);

    private static Task<string> FfmpegAsync(string name, params string[][] steps) =>
        ClipCache.GetAsync(name, FfmpegSteps.Recipe(steps), path => FfmpegSteps.RunAsync(path, steps));

    private static Task<string> CutAsync(string name, Task<string> whole, string[] remux) =>
        ClipCache.GetAsync(name, string.Join(' ', remux), async path =>
        {
            await CommandLine.RunCheckedAsync("ffmpeg", ["-v", "error", "-y", "-i", await whole, .. remux, path]);
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
            file.SetLength(file.Length * 3 / 5);
        });
}
