using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>The choice of the stream that is shown, by what the index says; every other stream is never read.</summary>
internal static unsafe class SourceStream
{
    /// <summary>The first of the video streams with the most pixels. A cover picture is not video.</summary>
    public static int Choose(InputContainer container)
    {
        var best = -1;
        long most = -1;
        for (var i = 0; i < container.StreamCount; i++)
        {
            var stream = container.Stream(i);
            var parameters = InputContainer.Parameters(stream);
            if (parameters->codec_type != AVConst.AVMEDIA_TYPE_VIDEO) continue;
            if ((stream->disposition & AVConst.AV_DISPOSITION_ATTACHED_PIC) != 0) continue;
            var pixels = (long)parameters->width * parameters->height;
            if (pixels <= most) continue;
            best = i;
            most = pixels;
        }
        return best >= 0 ? best : throw new SourceRefusedException(RefusalCode.NoVideoStream, "the file has no video stream");
    }

    /// <summary>What phones and editors write into MP4. Everything else stays closed: each decoder is a door.</summary>
    public static void MustBeDecodable(AVStream* stream)
    {
        var parameters = InputContainer.Parameters(stream);
        if (parameters->codec_id is not (AVConst.AV_CODEC_ID_H264 or AVConst.AV_CODEC_ID_HEVC or AVConst.AV_CODEC_ID_MPEG4
            or AVConst.AV_CODEC_ID_VP9 or AVConst.AV_CODEC_ID_AV1 or AVConst.AV_CODEC_ID_MJPEG))
            throw new SourceRefusedException(RefusalCode.UnsupportedCodec, $"the codec is {Decoder.NameOf(parameters->codec_id)}");
        if ((long)parameters->width * parameters->height > SourcePicture.MaxPixels)
            throw new SourceRefusedException(
                RefusalCode.ResolutionTooLarge, $"{parameters->width}x{parameters->height} is too large");
    }

    public static Decoder OpenDecoder(AVStream* stream, int threads) =>
        new(InputContainer.Parameters(stream), stream->time_base, SourcePicture.MaxPixels, threads);

    /// <summary>Frames per second on average; 0 when the index does not tell.</summary>
    public static double FrameRate(AVStream* stream, TimeSpan duration)
    {
        // Of all samples; an edit list may show fewer of them, and the duration is that of those it shows.
        if (stream->avg_frame_rate is { num: > 0, den: > 0 } rate) return (double)rate.num / rate.den;
        return stream->nb_frames > 0 && duration > TimeSpan.Zero ? stream->nb_frames / duration.TotalSeconds : 0;
    }
}
