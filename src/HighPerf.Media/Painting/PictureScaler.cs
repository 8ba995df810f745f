using System.Runtime.InteropServices;
using HighPerf.Media.Codecs;
using HighPerf.Media.Colour;
using HighPerf.Media.Native;
using HighPerf.Media.Scaling;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Painting;

/// <summary>Scales, mirrors and turns 4:2:0 pictures of 8 or 10 bits, plane by plane.</summary>
/// <remarks>Chroma is taken where the source has it and put where H.264 expects it (<see cref="ChromaSite.Left"/>).</remarks>
internal sealed unsafe class PictureScaler : IDisposable
{
    private readonly PlaneScaler _luma;
    private readonly PlaneScaler _chroma;
    private readonly bool _turned;
    private readonly byte* _unturned;
    private readonly nint _unturnedStride;

    public PictureScaler(PictureFormat picture, Orientation orientation, Canvas canvas, ChromaSite site, Levels luma, Levels chroma)
    {
        _turned = orientation.Turned;
        var (bits, horizontal, vertical) = LumaAxes(picture, orientation, canvas);
        var (chromaHorizontal, chromaVertical) = ChromaAxes(picture, orientation, canvas, site);
        _luma = new PlaneScaler(horizontal, vertical, bits, luma);
        _chroma = new PlaneScaler(chromaHorizontal, chromaVertical, bits, chroma);
        if (!_turned) return;
        _unturnedStride = (_luma.Width + 63) / 64 * 64 * sizeof(short);
        _unturned = (byte*)NativeMemory.AlignedAlloc((nuint)(_unturnedStride * _luma.Height), 64);
    }

    public static bool Supports(PictureFormat picture, Orientation orientation, Canvas canvas, ChromaSite site)
    {
        if (Bits(picture.PixelFormat) == 0) return false;
        var (width, height) = orientation.Turned ? (canvas.Height, canvas.Width) : (canvas.Width, canvas.Height);
        // Chroma is the smaller: what it allows, luma allows.
        if (ChromaLength(picture.Width) < ResampleAxis.TapsFor((double)picture.Width / width)
            || ChromaLength(picture.Height) < ResampleAxis.TapsFor((double)picture.Height / height)) return false;
        var (bits, horizontal, _) = LumaAxes(picture, orientation, canvas);
        return PlaneScaler.Supports(horizontal, bits) && PlaneScaler.Supports(ChromaAxes(picture, orientation, canvas, site).Horizontal, bits);
    }

    /// <summary>Onto the canvas's rectangle.</summary>
    public void Paint(Frame source, Frame canvas, Canvas at)
    {
        for (var plane = 0; plane < 3; plane++)
        {
            var scaler = plane == 0 ? _luma : _chroma;
            var half = plane == 0 ? 1 : 2;
            var (data, stride) = source.Plane(plane);
            var (canvasData, canvasStride) = canvas.Plane(plane);
            var output = (byte*)canvasData + ((long)(at.Y / half) * canvasStride) + (at.X / half);
            if (_turned)
            {
                scaler.ToBytes((byte*)data, stride, _unturned, _unturnedStride);
                Transposition.Bytes(_unturned, _unturnedStride, scaler.Width, scaler.Height, output, canvasStride);
            }
            else scaler.ToBytes((byte*)data, stride, output, canvasStride);
        }
    }

    /// <summary>Into words (<see cref="ColumnFilter.WordBits"/>), each plane for itself.</summary>
    public void ToWords(Frame source, WordPlanes planes)
    {
        for (var plane = 0; plane < 3; plane++)
        {
            var scaler = plane == 0 ? _luma : _chroma;
            var (data, stride) = source.Plane(plane);
            var (words, outputStride) = planes[plane];
            var output = (short*)words;
            if (_turned)
            {
                scaler.ToWords((byte*)data, stride, (short*)_unturned, _unturnedStride);
                Transposition.Words((short*)_unturned, _unturnedStride, scaler.Width, scaler.Height, output, outputStride);
            }
            else scaler.ToWords((byte*)data, stride, output, outputStride);
        }
    }

    public void Dispose()
    {
        _luma.Dispose();
        _chroma.Dispose();
        NativeMemory.AlignedFree(_unturned);
    }

    private static int Bits(int pixelFormat) => pixelFormat switch
    {
        AVConst.AV_PIX_FMT_YUV420P or AVConst.AV_PIX_FMT_YUVJ420P => 8,
        AVConst.AV_PIX_FMT_YUV420P10LE => 10,
        _ => 0,
    };

    private static int ChromaLength(int luma) => (luma + 1) / 2;

    private static (int Bits, ResampleAxis Horizontal, ResampleAxis Vertical) LumaAxes(PictureFormat picture, Orientation orientation, Canvas canvas)
    {
        var (width, height) = orientation.Turned ? (canvas.Height, canvas.Width) : (canvas.Width, canvas.Height);
        return (
            Bits(picture.PixelFormat),
            ResampleAxis.Create(picture.Width, width, (double)picture.Width / width, mirrored: orientation.MirrorX),
            ResampleAxis.Create(picture.Height, height, (double)picture.Height / height, mirrored: orientation.MirrorY));
    }

    private static (ResampleAxis Horizontal, ResampleAxis Vertical) ChromaAxes(
        PictureFormat picture, Orientation orientation, Canvas canvas, ChromaSite site)
    {
        var (outX, outY) = orientation.Turned ? (ChromaSite.Left.Y, ChromaSite.Left.X) : (ChromaSite.Left.X, ChromaSite.Left.Y);
        var (width, height) = orientation.Turned ? (canvas.Height, canvas.Width) : (canvas.Width, canvas.Height);
        return (
            ChromaAxis(picture.Width, width, site.X, outX, orientation.MirrorX),
            ChromaAxis(picture.Height, height, site.Y, outY, orientation.MirrorY));
    }

    // Luma position of chroma sample c: 2c + site; of a mirrored row, 2c + 1 - site.
    private static ResampleAxis ChromaAxis(int input, int output, double inputSite, double outputSite, bool mirrored)
    {
        var ratio = (double)input / output;
        var site = mirrored ? 1 - inputSite : inputSite;
        var shift = (((outputSite / 2) - 0.25) * ratio) + 0.25 - (site / 2);
        return ResampleAxis.Create(ChromaLength(input), output / 2, ratio, shift, mirrored);
    }
}
