using HighPerf.Media.Codecs;
using HighPerf.Media.Colour;
using HighPerf.Media.Filters;
using HighPerf.Media.Native;
using HighPerf.Media.Scaling;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Painting;

/// <summary>High dynamic range: scaled with all its bits, then brought into the range of a standard screen.</summary>
/// <remarks>Scaling comes first: it leaves a ninth of the pictures' samples (of 4K) for the costly part.</remarks>
internal sealed unsafe class HdrPainter : IPainter
{
    private const int TenBits = 10;

    private readonly Canvas _canvas;
    private readonly WordPlanes _planes;
    private readonly ToneMapper _toneMapper;
    private readonly PictureScaler? _scaler;
    private readonly FilterGraph? _graph;
    private readonly Frame _scaled = new();

    public HdrPainter(SourceInfo source, PictureFormat picture, Canvas canvas)
    {
        _canvas = canvas;
        _planes = new WordPlanes(canvas.Width, canvas.Height);
        _toneMapper = new ToneMapper(source.Colours);
        if (PictureScaler.Supports(picture, source.Display.Orientation, canvas, source.Colours.Chroma))
        {
            _scaler = new PictureScaler(picture, source.Display.Orientation, canvas, source.Colours.Chroma, Levels.Same, Levels.Same);
            return;
        }
        // The tone mapper is told the source's range: left alone, the filter would make video range of full.
        var range = source.Colours.FullRange ? "pc" : "tv";
        var scale = canvas.Scale($"flags=bicubic+accurate_rnd:in_range={range}:out_range={range}{ChromaPlaces.Of(source)}");
        var filters = FilterGraph.Chain(source.Display.Orientation.Filters, scale, "format=yuv420p10le");
        _graph = new FilterGraph(
            $"[in]{filters}[out]",
            new FilterInput("in", picture.Width, picture.Height, picture.PixelFormat, new AVRational { num = 1, den = H264Settings.FramesPerSecond }));
    }

    public void Paint(Frame source, Frame canvas)
    {
        if (_scaler is not null) _scaler.ToWords(source, _planes);
        else Filter(source);
        _toneMapper.Map(_planes, canvas, _canvas);
    }

    public void Dispose()
    {
        _scaler?.Dispose();
        _graph?.Dispose();
        _scaled.Dispose();
        _planes.Dispose();
    }

    private void Filter(Frame source)
    {
        _graph!.Pass(source, _scaled);
        for (var plane = 0; plane < 3; plane++)
        {
            var half = plane == 0 ? 1 : 2;
            var (data, stride) = _scaled.Plane(plane);
            var (words, wordStride) = _planes[plane];
            for (var y = 0; y < _canvas.Height / half; y++)
            {
                var from = (short*)((byte*)data + ((long)y * stride));
                var to = (short*)((byte*)words + (y * wordStride));
                for (var x = 0; x < _canvas.Width / half; x++) to[x] = (short)(from[x] << (ColumnFilter.WordBits - TenBits));
            }
        }
    }
}
