using HighPerf.Media.Codecs;
using HighPerf.Media.Filters;
using HighPerf.Media.Native;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Painting;

/// <summary>Everything else that libav decodes, through libswscale.</summary>
internal sealed class FilteringPainter : IPainter
{
    private readonly FilterGraph _graph;
    private readonly Frame _scaled = new();
    private readonly Canvas _canvas;

    public FilteringPainter(SourceInfo source, PictureFormat picture, Canvas canvas)
    {
        _canvas = canvas;
        var colours = source.Colours;
        var scale = canvas.Scale(
            $"flags=bicubic+accurate_rnd+full_chroma_int:in_color_matrix={colours.Matrix}:in_range={(colours.FullRange ? "pc" : "tv")}" +
            $":out_color_matrix=bt709:out_range=tv{ChromaPlaces.Of(source)}");
        _graph = new FilterGraph(
            $"[in]{FilterGraph.Chain(source.Display.Orientation.Filters, scale, "format=yuv420p")}[out]",
            new FilterInput("in", picture.Width, picture.Height, picture.PixelFormat, new AVRational { num = 1, den = H264Settings.FramesPerSecond }));
    }

    public void Paint(Frame source, Frame canvas)
    {
        _graph.Pass(source, _scaled);
        CanvasFrame.Copy(_scaled, canvas, _canvas.X, _canvas.Y, _canvas.Width, _canvas.Height);
    }

    public void Dispose()
    {
        _graph.Dispose();
        _scaled.Dispose();
    }
}
