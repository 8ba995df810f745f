using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HighPerf.Media.Codecs;
using HighPerf.Media.Filters;
using HighPerf.Media.Native;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Painting;

/// <summary>
/// The logo, blended into its rectangle at the top right of a canvas and nowhere else. What every sample is multiplied by
/// and what is added to it is known before the first picture.
/// </summary>
internal sealed unsafe class LogoOverlay : IDisposable
{
    /// <summary>The logo's distance from the top and the right edge, in pixels.</summary>
    public const int Margin = 24;

    private const int MaxWidth = 240;
    private const int MaxHeight = 96;
    private const int Vector = 16;
    private const int Keep = 256; // the factor of a sample that stays as it is

    private readonly int _x;
    private readonly int _width;
    private readonly int _height;
    private readonly bool _onBars;
    private readonly Plane _luma;
    private readonly Plane _cb;
    private readonly Plane _cr;

    /// <param name="logo">RGBA of any size.</param>
    /// <param name="picture">Where the picture is: a logo that lies beside it lies on black that nobody paints again.</param>
    public LogoOverlay(Frame logo, Canvas picture)
    {
        using var scaled = Scale(logo);
        _width = scaled.Width;
        _height = scaled.Height;
        _x = H264Settings.Width - Margin - _width;
        _onBars = !picture.Covers(_x, Margin, _width, _height);
        _luma = new Plane(_width, _height, (x, y) => Weighted(scaled, 0, x, y, 1));
        _cb = new Plane(_width / 2, _height / 2, (x, y) => Weighted(scaled, 1, x, y, 2));
        _cr = new Plane(_width / 2, _height / 2, (x, y) => Weighted(scaled, 2, x, y, 2));
    }

    /// <summary>Before a picture is painted: takes the last one's logo away where nothing else does.</summary>
    public void Clear(Frame canvas)
    {
        if (_onBars) CanvasFrame.Blacken(canvas, _x, Margin, _width, _height);
    }

    public void Blend(Frame canvas)
    {
        _luma.Blend(canvas.Plane(0), _x, Margin);
        _cb.Blend(canvas.Plane(1), _x / 2, Margin / 2);
        _cr.Blend(canvas.Plane(2), _x / 2, Margin / 2);
    }

    public void Dispose()
    {
        _luma.Dispose();
        _cb.Dispose();
        _cr.Dispose();
    }

    private static Frame Scale(Frame logo)
    {
        var scale = Math.Min(1, Math.Min((double)MaxWidth / logo.Width, (double)MaxHeight / logo.Height));
        var size = string.Create(CultureInfo.InvariantCulture, $"{Even(logo.Width * scale)}:{Even(logo.Height * scale)}");
        using var graph = new FilterGraph(
            $"[in]scale={size}:flags=lanczos:out_color_matrix=bt709:out_range=tv,format=yuva420p[out]",
            FilterInput.Like("in", logo, new AVRational { num = 1, den = 1 }));
        var scaled = new Frame();
        try
        {
            graph.Pass(logo, scaled);
            return scaled;
        }
        catch
        {
            scaled.Dispose();
            throw;
        }
    }

    private static int Even(double size) => Math.Max(2, (int)Math.Round(size / 2) * 2);

    // A chroma sample's share is the mean of the four luma samples' it stands for.
    private static (int Keep, int Add) Weighted(Frame logo, int plane, int x, int y, int luma)
    {
        var (alphaData, alphaStride) = logo.Plane(3);
        var (data, stride) = logo.Plane(plane);
        double alpha = 0;
        for (var row = y * luma; row < (y + 1) * luma; row++)
            for (var column = x * luma; column < (x + 1) * luma; column++)
                alpha += ((byte*)alphaData)[(row * alphaStride) + column];
        alpha /= 255.0 * luma * luma;
        var keep = (int)Math.Round((1 - alpha) * Keep);
        return (keep, (((byte*)data)[(y * stride) + x] * (Keep - keep)) + (Keep / 2));
    }

    private sealed class Plane : IDisposable
    {
        private readonly ushort* _keep;
        private readonly ushort* _add;
        private readonly int _stride;
        private readonly int _padding;
        private readonly int _height;

        // Whole vectors end with the logo and begin up to fifteen samples before it, where they change nothing: on its left
        // there is always as much picture, on its right chroma has a margin of twelve.
        public Plane(int width, int height, Func<int, int, (int Keep, int Add)> at)
        {
            _height = height;
            _stride = (width + Vector - 1) / Vector * Vector;
            _padding = _stride - width;
            _keep = (ushort*)NativeMemory.Alloc((nuint)(_stride * height * sizeof(ushort)));
            _add = (ushort*)NativeMemory.Alloc((nuint)(_stride * height * sizeof(ushort)));
            for (var y = 0; y < height; y++)
                for (var x = 0; x < _stride; x++)
                {
                    var (keep, add) = x >= _padding ? at(x - _padding, y) : (Keep, Keep / 2);
                    _keep[(y * _stride) + x] = (ushort)keep;
                    _add[(y * _stride) + x] = (ushort)add;
                }
        }

        public void Blend((nint Data, int Stride) canvas, int left, int top)
        {
            for (var y = 0; y < _height; y++)
            {
                var row = (byte*)canvas.Data + ((long)(y + top) * canvas.Stride) + left - _padding;
                ushort* keep = _keep + (y * _stride), add = _add + (y * _stride);
                for (var x = 0; x < _stride; x += Vector)
                {
                    var (low, high) = Vector128.Widen(Vector128.Load(row + x));
                    low = ((low * Vector128.Load(keep + x)) + Vector128.Load(add + x)) >>> 8;
                    high = ((high * Vector128.Load(keep + x + 8)) + Vector128.Load(add + x + 8)) >>> 8;
                    Vector128.Narrow(low, high).Store(row + x);
                }
            }
        }

        public void Dispose()
        {
            NativeMemory.Free(_keep);
            NativeMemory.Free(_add);
        }
    }
}
