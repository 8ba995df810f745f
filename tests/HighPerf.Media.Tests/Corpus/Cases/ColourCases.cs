using static HighPerf.Media.Tests.Corpus.Cases.Recipe;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>The same numbers mean other colours, as tags and customs say.</summary>
internal static class ColourCases
{
    // Colour bars above, so that a wrong matrix is seen; moving pictures below.
    private const string Bars = "null[b];smptehdbars=size=1920x720:rate=30:duration=1,format=yuv420p[c];[b][c]overlay=x=240,";

    public static IEnumerable<CorpusCase> All =>
    [
        new("full range",
            [.. Moving(then: Bars + "scale=in_range=tv:out_range=pc,format=yuvj420p"), .. H264, "-pix_fmt", "yuvj420p", .. Tags("bt709", "bt709", "bt709", "pc")])
        {
            FullRange = true,
        },
        new("tagged BT.601", [.. Moving(then: Bars + "null"), .. H264, .. Tags("smpte170m", "smpte170m", "smpte170m")]) { Matrix = "bt601" },
        new("tagged BT.709", [.. Moving(then: Bars + "null"), .. H264, .. Bt709]),
        new("untagged, as large as BT.709 is", [.. Moving(then: Bars + "null"), .. H264]),
        new("untagged, as small as BT.601 is", [.. Moving("640x360"), .. H264]) { Matrix = "bt601" },
    ];
}
