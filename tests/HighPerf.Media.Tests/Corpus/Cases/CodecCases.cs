using static HighPerf.Media.Tests.Corpus.Cases.Recipe;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>Codecs, profiles and containers that phones and editors write.</summary>
internal static class CodecCases
{
    public static string[] Vp9 { get; } =
        ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", "-crf", "20", "-b:v", "0", "-pix_fmt", "yuv420p"];

    public static IEnumerable<CorpusCase> All =>
    [
        new("H.264 in MOV", [.. Moving(), .. H264Reordered, .. Bt709]) { Extension = "mov" },
        new("H.264 10 bit", [.. Moving(), .. H264, "-pix_fmt", "yuv420p10le", .. Bt709]),
        new("H.264 4:2:2", [.. Moving(), .. H264, "-pix_fmt", "yuv422p", .. Bt709]) { ChromaY = null },
        new("H.264 4:4:4", [.. Moving(), .. H264, "-pix_fmt", "yuv444p", .. Bt709]) { ChromaX = null, ChromaY = null },
        new("HEVC", [.. Moving(), .. Hevc, .. Bt709]),
        new("HEVC 10 bit", [.. Moving(), .. Hevc, "-pix_fmt", "yuv420p10le", .. Bt709]),
        new("VP9", [.. Moving("1280x720"), .. Vp9, .. Bt709]),
        new("AV1", [.. Moving("1280x720"), .. Av1, .. Bt709]),
        new("MPEG-4 part 2", [.. Moving(), "-c:v", "mpeg4", "-q:v", "2", "-pix_fmt", "yuv420p", .. Bt709]),
        // JFIF's colours, whatever else is said: BT.601, full range, chroma between four luma samples.
        new("Motion JPEG in MOV",
            [.. Moving(then: "scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p"), "-c:v", "mjpeg", "-q:v", "2", "-huffman", "optimal"])
        {
            Extension = "mov", Matrix = "bt601", FullRange = true, ChromaX = 128,
        },
        new("phone footage, looped", ["-stream_loop", "2", "-i", PhoneFootage, "-map", "0", "-c", "copy"]) { Seconds = 4.667, Rate = null, Marked = false },
    ];
}
