using static HighPerf.Media.Tests.Corpus.Cases.Recipe;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>Sizes and shapes: what a scaler that likes 1920×1080 meets besides.</summary>
internal static class SizeCases
{
    public static IEnumerable<CorpusCase> All =>
    [
        // 4:2:0 H.264 is even by nature; only 4:4:4 keeps an odd size as it is.
        new("odd size 1919x1079", [.. Moving("1919x1079"), .. H264, "-pix_fmt", "yuv444p", .. Bt709]) { ChromaX = null, ChromaY = null },
        // Footage: figures that grow so much are all edges, and measure the encoder.
        new("odd size 355x201",
            ["-i", PhoneFootage, "-vf", $"fps=30,scale=355:201,{Marks.Draw}", "-t", "1", "-an", .. CodecCases.Vp9, .. Bt709])
        {
            Area = new PictureArea(1272, 720),
        },
        new("cropped 1918x1078", [.. Moving("1918x1078"), .. H264, .. Bt709]),
        new("four by three", [.. Moving("1440x1080"), .. H264, .. Bt709]) { Area = new PictureArea(960, 720) },
        new("wide 2560x1080", [.. Moving("2560x1080"), .. H264, .. Bt709]) { Area = new PictureArea(1280, 540) },
        new("square", [.. Moving("1080x1080"), .. H264, .. Bt709]) { Area = new PictureArea(720, 720) },
        new("portrait 1080x1920", [.. Moving("1080x1920"), .. H264, .. Bt709]) { Area = new PictureArea(404, 720) },
        new("wide pixels", [.. Moving("1440x1080", then: "setsar=4/3"), .. H264, .. Bt709]),
        new("narrow pixels", [.. Moving("1920x1080", then: "setsar=3/4"), .. H264, .. Bt709]) { Area = new PictureArea(960, 720) },
        new("PAL, wide pixels, untagged", [.. Moving("720x576", "25", then: "setsar=64/45"), .. H264]) { Matrix = "bt601", Rate = 25 },
        new("exactly the canvas", [.. Moving("1280x720"), .. H264, .. Bt709]),
        new("4K H.264", [.. Moving("3840x2160"), .. H264, .. Bt709]),
        new("4K HEVC 10 bit", [.. Moving("3840x2160", rate: "24"), .. Hevc, "-pix_fmt", "yuv420p10le", .. Bt709]) { Rate = 24 },
    ];
}
