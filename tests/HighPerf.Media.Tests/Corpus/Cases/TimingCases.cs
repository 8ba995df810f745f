using static HighPerf.Media.Tests.Corpus.Cases.Recipe;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>Rates that 30 pictures a second are taken from, even and uneven.</summary>
internal static class TimingCases
{
    public static IEnumerable<CorpusCase> All =>
    [
        Rate("24 fps", "24", 24),
        Rate("25 fps", "25", 25),
        Rate("29.97 fps", "30000/1001", 29.97) with { Seconds = 60 * 1001 / 30000.0 },
        Rate("50 fps", "50", 50),
        Rate("60 fps", "60", 60),
        // Slow motion as phones store it; with B-frames, where it matters which pictures are left out.
        new("60 fps reordered", [.. Moving(rate: "60", seconds: 2), .. H264Reordered, .. Bt709]) { Seconds = 2, Rate = 60 },
        new("120 fps", [.. Moving("1280x720", "120"), .. H264Reordered, .. Bt709]) { Rate = 120 },
        // Of 60 pictures a second some are left out, in no rhythm that 30 a second would meet.
        new("variable frame rate", [.. Moving(rate: "60", seconds: 2, then: "select='lt(mod(n*n,11),6)'"), "-vsync", "vfr", .. H264, .. Bt709])
        {
            Seconds = 2, Rate = null,
        },
        // Half a second without a picture in the middle: the one before stays.
        new("variable frame rate with a hole", [.. Moving(seconds: 2, then: "select='not(between(n,20,35))'"), "-vsync", "vfr", .. H264, .. Bt709])
        {
            Seconds = 2, Rate = 22, // 44 pictures
        },
        // And one before the very last: the clip is as long as its file says, not as its pictures' usual step.
        new("variable frame rate with a hole at the end", [.. Moving(seconds: 2, then: "select='not(between(n,40,58))'"), "-vsync", "vfr", .. H264, .. Bt709])
        {
            Seconds = 2, Rate = null,
        },
        Interlaced("interlaced, top field first", "top", "tff"),
        Interlaced("interlaced, bottom field first", "bottom", "bff"),
        // More than the 30 s that are shown, and the one case that goes through the contest's rules; slow, to be cheap.
        new("longer than is shown", [.. Moving(rate: "4", seconds: 33), .. H264, .. Bt709]) { Seconds = 33, Rate = 4, KeepsRules = true },
    ];

    private static CorpusCase Rate(string name, string rate, double each) =>
        new(name, [.. Moving(rate: rate, seconds: 2), .. H264, .. Bt709]) { Seconds = 2, Rate = each };

    private static CorpusCase Interlaced(string name, string first, string order) =>
        new(name,
            [
                .. Moving(rate: "50", then: $"tinterlace=interleave_{first},setfield={order}"), .. H264, "-flags", "+ildct+ilme", "-x264-params", $"{order}=1",
                .. Bt709,
            ])
        {
            Interlaced = true,
            Rate = 25,
        };
}
