using System.Runtime.InteropServices;
using HighPerf.Media.Codecs;
using HighPerf.Media.Colour;
using HighPerf.Media.Containers;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>What the first decoded picture tells, and the rules about it. The container's word for the size is not taken.</summary>
internal static unsafe class SourcePicture
{
    /// <summary>Cinema 4K and a little more; a phone's 4K is 3840×2160.</summary>
    public const long MaxPixels = 4096L * 2304;

    private const int MatrixLength = 9;

    public static SourceInfo Describe(AVStream* stream, Frame first, TimeSpan duration)
    {
        var parameters = InputContainer.Parameters(stream);
        var declared = stream->sample_aspect_ratio;
        var aspect = declared is { num: > 0, den: > 0 } ? declared : first.Raw->sample_aspect_ratio;
        return new SourceInfo(
            duration,
            SourceStream.FrameRate(stream, duration),
            Decoder.NameOf(parameters->codec_id),
            Marshal.PtrToStringUTF8(Libav.av_get_pix_fmt_name(first.Raw->format)) ?? "unknown",
            Display.Of(first.Width, first.Height, aspect, OrientationOf(stream)),
            first.Raw->interlaced_frame != 0 || parameters->field_order is not (AVConst.AV_FIELD_UNKNOWN or AVConst.AV_FIELD_PROGRESSIVE),
            SourceColours.Of(first, parameters));
    }

    public static void MustKeep(SourceRules rules, Display display)
    {
        if ((long)display.Width * display.Height > MaxPixels)
            throw new SourceRefusedException(RefusalCode.ResolutionTooLarge, $"{display.Width}x{display.Height} is too large");
        if (display.ShortSide < rules.MinShortSide)
            throw new SourceRefusedException(
                RefusalCode.ResolutionTooSmall,
                $"{display.Width}x{display.Height}: the shorter side must have {rules.MinShortSide} pixels");
    }

    public static void MustBeLike(Frame frame, PictureFormat first)
    {
        if (PictureFormat.Of(frame) != first)
            throw new SourceRefusedException(RefusalCode.Damaged, $"the picture changes from {first} to {PictureFormat.Of(frame)}");
    }

    private static Orientation OrientationOf(AVStream* stream)
    {
        nuint size;
        var matrix = Libav.av_stream_get_side_data(stream, AVConst.AV_PKT_DATA_DISPLAYMATRIX, &size);
        return matrix == null || size < MatrixLength * sizeof(int)
            ? Orientation.Upright
            : Orientation.Of(new ReadOnlySpan<int>(matrix, MatrixLength));
    }
}
