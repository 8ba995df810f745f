using HighPerf.Media.Codecs;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// What the pictures of a body are painted on: 1280×720 yuv420p, BT.709. The encoder copies what it is given before it returns.
/// </summary>
internal static unsafe class CanvasFrame
{
    public const byte BlackLuma = 16;
    public const byte NoChroma = 128;

    public static Frame Create()
    {
        var frame = new Frame();
        try
        {
            var raw = frame.Raw;
            raw->width = H264Settings.Width;
            raw->height = H264Settings.Height;
            raw->format = AVConst.AV_PIX_FMT_YUV420P;
            raw->color_range = AVConst.AVCOL_RANGE_MPEG;
            raw->colorspace = AVConst.AVCOL_SPC_BT709;
            raw->color_primaries = AVConst.AVCOL_PRI_BT709;
            raw->color_trc = AVConst.AVCOL_TRC_BT709;
            LibavException.Check(Libav.av_frame_get_buffer(raw, 0), "allocate the canvas");
            Blacken(frame, 0, 0, raw->width, raw->height);
            return frame;
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }

    /// <summary>Makes a rectangle black; its place and size are even.</summary>
    public static void Blacken(Frame canvas, int x, int y, int width, int height)
    {
        Fill(canvas.Plane(0), x, y, width, height, BlackLuma);
        Fill(canvas.Plane(1), x / 2, y / 2, width / 2, height / 2, NoChroma);
        Fill(canvas.Plane(2), x / 2, y / 2, width / 2, height / 2, NoChroma);
    }

    /// <summary>Copies a picture of the same size and format.</summary>
    public static void Copy(Frame from, Frame to) => Copy(from, to, 0, 0, from.Width, from.Height);

    /// <summary>Lays a yuv420p picture on the canvas.</summary>
    public static void Copy(Frame from, Frame to, int x, int y, int width, int height)
    {
        Copy(from.Plane(0), to.Plane(0), x, y, width, height);
        Copy(from.Plane(1), to.Plane(1), x / 2, y / 2, width / 2, height / 2);
        Copy(from.Plane(2), to.Plane(2), x / 2, y / 2, width / 2, height / 2);
    }

    private static void Fill((nint Data, int Stride) plane, int x, int y, int width, int height, byte value)
    {
        for (var row = y; row < y + height; row++)
            new Span<byte>((byte*)plane.Data + ((long)row * plane.Stride) + x, width).Fill(value);
    }

    private static void Copy((nint Data, int Stride) from, (nint Data, int Stride) to, int x, int y, int width, int height)
    {
        for (var row = 0; row < height; row++)
            Buffer.MemoryCopy(
                (byte*)from.Data + ((long)row * from.Stride), (byte*)to.Data + ((long)(row + y) * to.Stride) + x, width, width);
    }
}
