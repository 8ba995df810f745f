using HighPerf.Media.Tests.Corpus.Colour;
using HighPerf.Testing.Clips;
using static HighPerf.Media.Tests.Corpus.Cases.Recipe;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>
/// High dynamic range as phones write it (10 bit, BT.2020, HEVC), and in newer codecs. Footage, moving figures and colour bars are brought to it
/// from an ordinary picture, which the result is compared with; a ramp across the middle goes up to 1000 cd/m².
/// </summary>
internal static class HdrCases
{
    /// <summary>The lines of the 1080 where the ramp is.</summary>
    public const int RampTop = 540;
    public const int RampHeight = 180;

    /// <summary>The ordinary picture, of the footage as input 0, with a white box at the bottom right.</summary>
    public const string Sdr =
        "[0:v]fps=30,scale=960:540,setsar=1[footage];testsrc2=size=960x540:rate=30,format=yuv420p[figures];" +
        "smptehdbars=size=1920x540:rate=30,format=yuv420p[bars];[footage][figures]hstack[top];[top][bars]vstack," +
        Marks.Draw + ",drawbox=x=iw-iw/8:y=ih-ih/6:w=iw/8:h=ih/6:color=white:t=fill";

    public static IEnumerable<CorpusCase> All =>
    [
        Case("HLG", HdrKind.Hlg),
        Case("PQ", HdrKind.Pq),
        // As some phones' editors leave it: the bitstream says nothing, 'colr' does.
        Case("HLG, named by the container alone", HdrKind.Hlg, then:
            ["-i", FfmpegSteps.Previous, "-map", "0", "-c", "copy", "-bsf:v", "hevc_metadata=colour_primaries=2:transfer_characteristics=2:matrix_coefficients=2"]),
        Case("HLG 4:2:2", HdrKind.Hlg, format: "yuv422p10le") with { ChromaY = null },
        Case("HLG, full range", HdrKind.Hlg, range: "full") with { FullRange = true },
        Case("PQ in AV1", HdrKind.Pq, codec: ["-c:v", "libsvtav1", "-preset", "10", "-crf", "12"]),
        Case("HLG in VP9", HdrKind.Hlg, codec: [.. CodecCases.Vp9, "-profile:v", "2"]),
        Case("HLG filmed upright", HdrKind.Hlg) with
        {
            Edit = Mp4.Mp4Edit.Matrix(0, 1, -1, 0, 1920, 1080),
            Upright = "transpose=clock",
            Area = new PictureArea(404, 720),
            ChromaX = 128,
            ChromaY = 0,
            Marked = false, // they are where the sensor's corners are
        },
    ];

    private static CorpusCase Case(
        string name, HdrKind kind, string range = "limited", string format = "yuv420p10le", string[]? codec = null, string[]? then = null)
    {
        codec ??= [.. Hevc, "-crf", "10", "-x265-params", $"log-level=error:colorprim=bt2020:transfer={kind.Transfer}:colormatrix=bt2020nc:range={range}"];
        return new CorpusCase(
            name,
            [
                [
                    "-i", PhoneFootage, "-filter_complex",
                    $"{Sdr},{kind.FromSdr}[picture];color=black:size=1920x{RampHeight}:rate=30:duration=0.04,format=yuv420p10le," +
                    $"geq=lum='64+{kind.Peak - 64}*X/(W-1)':cb=512:cr=512[ramp];" +
                    $"[picture][ramp]overlay=0:{RampTop}:format=yuv420p10:eof_action=repeat,zscale=rin=limited:r={range}[out]",
                    "-map", "[out]", "-t", "1", .. codec, "-pix_fmt", format, .. Tags("bt2020nc", "bt2020", kind.Transfer, range == "full" ? "pc" : "tv"),
                ],
                .. then is null ? Array.Empty<string[]>() : [then],
            ])
        {
            Hdr = kind,
        };
    }
}
