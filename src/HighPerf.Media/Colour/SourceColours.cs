using HighPerf.Media.Codecs;
using HighPerf.Media.Native;

namespace HighPerf.Media.Colour;

/// <summary>What the samples of a source mean.</summary>
/// <param name="Matrix">The luma-chroma matrix, in the words of libav's scale filter.</param>
/// <param name="FullRange">Black is 0 and white 255 (of 8 bits) instead of 16 and 235.</param>
/// <param name="Transfer">How samples stand for light.</param>
/// <param name="Chroma">Where chroma lies.</param>
internal sealed record SourceColours(string Matrix, bool FullRange, Transfer Transfer, ChromaSite Chroma)
{
    public const string Bt709 = "bt709";
    public const string Bt601 = "bt601";
    public const string Bt2020 = "bt2020";

    // Below this height a stream that does not name its colour matrix means BT.601, above it BT.709 (as players guess).
    private const int HighDefinitionLines = 720;

    /// <param name="frame">What the bitstream says, which counts.</param>
    /// <param name="declared">What the container says ('colr', ISO/IEC 14496-12, 12.1.5), where the bitstream says nothing.</param>
    public static unsafe SourceColours Of(Frame frame, AVCodecParameters* declared)
    {
        var raw = frame.Raw;
        var transfer = (raw->color_trc != AVConst.AVCOL_TRC_UNSPECIFIED ? raw->color_trc : declared->color_trc) switch
        {
            AVConst.AVCOL_TRC_SMPTE2084 => Transfer.PerceptualQuantizer,
            AVConst.AVCOL_TRC_ARIB_STD_B67 => Transfer.HybridLogGamma,
            _ => Transfer.Standard,
        };
        var guess = transfer != Transfer.Standard ? Bt2020 : Math.Min(frame.Width, frame.Height) >= HighDefinitionLines ? Bt709 : Bt601;
        var matrix = (raw->colorspace != AVConst.AVCOL_SPC_UNSPECIFIED ? raw->colorspace : declared->color_space) switch
        {
            AVConst.AVCOL_SPC_BT709 => Bt709,
            AVConst.AVCOL_SPC_BT470BG or AVConst.AVCOL_SPC_SMPTE170M => Bt601,
            AVConst.AVCOL_SPC_BT2020_NCL or AVConst.AVCOL_SPC_BT2020_CL => Bt2020,
            AVConst.AVCOL_SPC_SMPTE240M => "smpte240m",
            AVConst.AVCOL_SPC_FCC => "fcc",
            AVConst.AVCOL_SPC_RGB => "auto",
            _ => guess,
        };
        var full = (raw->color_range != AVConst.AVCOL_RANGE_UNSPECIFIED ? raw->color_range : declared->color_range) == AVConst.AVCOL_RANGE_JPEG
            || raw->format is AVConst.AV_PIX_FMT_YUVJ420P or AVConst.AV_PIX_FMT_YUVJ422P or AVConst.AV_PIX_FMT_YUVJ444P;
        return new SourceColours(matrix, full, transfer, ChromaSite.Of(raw->chroma_location));
    }
}
