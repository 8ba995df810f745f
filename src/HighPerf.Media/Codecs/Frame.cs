using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Codecs;

/// <summary>A picture, counted by reference by libav. Its pixels are never copied to managed memory.</summary>
internal sealed unsafe class Frame : IDisposable
{
    private AVFrame* _frame = LibavException.Check(av_frame_alloc(), "allocate a frame");

    public AVFrame* Raw => _frame;

    public int Width => _frame->width;

    public int Height => _frame->height;

    /// <summary>The first bytes of a plane, and how many bytes separate its rows.</summary>
    public (nint Data, int Stride) Plane(int index) => ((&_frame->data_0)[index], (&_frame->linesize_0)[index]);

    public void Dispose()
    {
        fixed (AVFrame** frame = &_frame) av_frame_free(frame);
    }
}
