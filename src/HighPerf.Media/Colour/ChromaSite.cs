using HighPerf.Media.Native;

namespace HighPerf.Media.Colour;

/// <summary>
/// Where a chroma sample of 4:2:0 lies between the luma samples it stands for (ITU-T H.264, figure E-1): from 0, on the left or
/// upper one, to 1, on the right or lower one.
/// </summary>
internal readonly record struct ChromaSite(double X, double Y)
{
    /// <summary>Beside every other luma sample of a row, and between two rows: what a stream means that says nothing, and what is made.</summary>
    public static readonly ChromaSite Left = new(0, 0.5);

    /// <param name="location">libav's AVChromaLocation (libavutil/pixfmt.h).</param>
    public static ChromaSite Of(int location) => location switch
    {
        AVConst.AVCHROMA_LOC_CENTER => new(0.5, 0.5),
        AVConst.AVCHROMA_LOC_TOPLEFT => new(0, 0),
        AVConst.AVCHROMA_LOC_TOP => new(0.5, 0),
        AVConst.AVCHROMA_LOC_BOTTOMLEFT => new(0, 1),
        AVConst.AVCHROMA_LOC_BOTTOM => new(0.5, 1),
        _ => Left,
    };
}
