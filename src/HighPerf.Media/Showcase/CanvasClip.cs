using HighPerf.Media.Codecs;
using HighPerf.Media.Filters;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// The first seconds of a clip as pictures of the canvas, thirty a second: each moment shows the source's last picture that
/// rounds to it (as libav's fps filter does). A picture that no moment shows is not painted, one that several show is painted
/// once.
/// </summary>
internal sealed unsafe class CanvasClip : IDisposable
{
    private readonly SourceClip _clip;
    private readonly CanvasPainter _painter;
    private readonly FilterGraph? _deinterlacer;
    private readonly Frame _waiting = new();
    private readonly Frame _progressive = new();
    private readonly AVRational _unit;
    private readonly long _mostTicks;
    private readonly long _mostFrames;
    private long _slot = -1;

    /// <param name="clip">Where pictures come from.</param>
    /// <param name="most">How much of the clip is used.</param>
    /// <param name="logo">RGBA, or null.</param>
    public CanvasClip(SourceClip clip, TimeSpan most, Frame? logo)
    {
        _clip = clip;
        _mostTicks = Libav.av_rescale_q(most.Ticks, new AVRational { num = 1, den = (int)TimeSpan.TicksPerSecond }, clip.TimeBase);
        _mostFrames = (long)Math.Round(most.TotalSeconds * H264Settings.FramesPerSecond);
        _unit = clip.TimeBase;
        _painter = new CanvasPainter(clip, logo);
        if (!clip.Info.Interlaced)
        {
            clip.LeaveOut(Slot);
            return;
        }
        _deinterlacer = new FilterGraph("[in]bwdif=mode=send_frame:deint=interlaced[out]", clip.FilterInput("in"));
        _unit = _deinterlacer.TimeBase;
    }

    /// <param name="onFrame">Gets each picture, numbered from 0, on another thread; it is painted over after the call.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    /// <returns>How many there were.</returns>
    public long Run(Action<Frame, long> onFrame, CancellationToken cancellation)
    {
        using var shown = new PictureThread(
            _painter.Paint,
            moment =>
            {
                _painter.Canvas.Raw->pts = moment;
                onFrame(_painter.Canvas, moment);
            },
            cancellation);
        using var frame = new Frame();
        while (_slot < _mostFrames && _clip.Read(frame) && frame.Raw->pts < _mostTicks)
        {
            if (_deinterlacer is null) Take(frame, shown);
            else
            {
                _deinterlacer.Send(0, frame);
                Drain(shown);
            }
        }
        var end = Math.Min(_clip.End, _mostTicks);
        if (_deinterlacer is not null)
        {
            _deinterlacer.End(0, end);
            Drain(shown);
        }
        // The picture that was read too far is not shown, but says that the one before lasts until the end.
        var count = Show(Math.Min(Slot(end, _clip.TimeBase), _mostFrames), shown);
        shown.Finish();
        return count;
    }

    public void Dispose()
    {
        _painter.Dispose();
        _deinterlacer?.Dispose();
        _waiting.Dispose();
        _progressive.Dispose();
    }

    private static long Slot(long time, AVRational unit) =>
        Libav.av_rescale_q(time, unit, new AVRational { num = 1, den = H264Settings.FramesPerSecond });

    private void Drain(PictureThread shown)
    {
        while (_deinterlacer!.TryReceive(_progressive)) Take(_progressive, shown);
    }

    private void Take(Frame frame, PictureThread shown)
    {
        var slot = Slot(frame.Raw->pts, _unit);
        if (_slot >= 0) Show(Math.Min(slot, _mostFrames), shown);
        Libav.av_frame_unref(_waiting.Raw);
        Libav.av_frame_move_ref(_waiting.Raw, frame.Raw);
        _slot = Math.Max(slot, _slot);
    }

    // The picture that waits, at each moment before this one; there may be none.
    private long Show(long until, PictureThread shown)
    {
        if (_slot < 0 || _slot >= until) return Math.Max(0, _slot);
        shown.Show(_waiting, _slot, until);
        return _slot = until;
    }
}
