using HighPerf.Media.Codecs;
using HighPerf.Media.Filters;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// Picks the thumbnail among the frames that pass by anyway: one in each second is looked at, and the one whose brightness
/// varies most is kept, so that it is never a black or a blown out picture when there is a better one.
/// </summary>
internal sealed class Thumbnail : IDisposable
{
    public const int Width = 640;
    public const int Height = 360;

    private const int Columns = 64;
    private const int Rows = 36;

    private readonly Frame _best = CanvasFrame.Create();
    private double _mostVariance = -1;

    /// <summary>Looks at the canvas; copies it when it is the best so far.</summary>
    public void Consider(Frame frame, long number)
    {
        if (number % H264Settings.FramesPerSecond != 0) return;
        var variance = LumaVariance(frame);
        if (variance <= _mostVariance) return;
        _mostVariance = variance;
        CanvasFrame.Copy(frame, _best);
    }

    public void Write(string path)
    {
        using var graph = new FilterGraph(
            $"[in]scale={Width}:{Height}:flags=lanczos:in_color_matrix=bt709:out_color_matrix=bt601:in_range=tv:out_range=pc,format=yuvj420p[out]",
            FilterInput.Like("in", _best, new AVRational { num = 1, den = H264Settings.FramesPerSecond }));
        using var small = new Frame();
        graph.Send(0, _best);
        graph.End(0, long.MaxValue / 2);
        if (_mostVariance < 0 || !graph.TryReceive(small)) throw new InvalidOperationException("No frame was kept for the thumbnail.");
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        JpegEncoder.Encode(small, file);
    }

    public void Dispose() => _best.Dispose();

    private static unsafe double LumaVariance(Frame frame)
    {
        var (data, stride) = frame.Plane(0);
        long sum = 0, squares = 0;
        for (var row = 0; row < Rows; row++)
        {
            var line = (byte*)data + ((long)stride * (frame.Height * row / Rows));
            for (var column = 0; column < Columns; column++)
            {
                int luma = line[frame.Width * column / Columns];
                sum += luma;
                squares += luma * luma;
            }
        }
        const double Count = Columns * Rows;
        return (squares / Count) - (sum / Count * (sum / Count));
    }
}
