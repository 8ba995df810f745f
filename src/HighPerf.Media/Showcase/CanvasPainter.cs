using HighPerf.Media.Codecs;
using HighPerf.Media.Native;
using HighPerf.Media.Painting;

namespace HighPerf.Media.Showcase;

/// <summary>One canvas, on which a clip's pictures are painted one after the other, with the logo.</summary>
internal sealed unsafe class CanvasPainter : IDisposable
{
    private readonly IPainter _painter;
    private readonly LogoOverlay? _logo;

    /// <param name="clip">Whose pictures.</param>
    /// <param name="logo">RGBA, or null.</param>
    public CanvasPainter(SourceClip clip, Frame? logo)
    {
        Canvas = CanvasFrame.Create();
        try
        {
            _painter = Painters.For(clip.Info, clip.Picture);
            if (logo is not null) _logo = new LogoOverlay(logo, Showcase.Canvas.Fit(clip.Info.Display.Width, clip.Info.Display.Height));
        }
        catch
        {
            _painter?.Dispose();
            Canvas.Dispose();
            throw;
        }
    }

    /// <summary>The picture painted last, on the canvas.</summary>
    public Frame Canvas { get; }

    public void Paint(Frame picture)
    {
        LibavException.Check(Libav.av_frame_make_writable(Canvas.Raw), "paint on the canvas");
        _logo?.Clear(Canvas);
        _painter.Paint(picture, Canvas);
        _logo?.Blend(Canvas);
    }

    public void Dispose()
    {
        _painter.Dispose();
        _logo?.Dispose();
        Canvas.Dispose();
    }
}
