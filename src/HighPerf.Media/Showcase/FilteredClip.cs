using HighPerf.Media.Codecs;
using HighPerf.Media.Filters;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>Runs the first seconds of a clip through a filter graph.</summary>
internal static class FilteredClip
{
    /// <param name="clip">Where frames come from.</param>
    /// <param name="graph">Its first input takes the clip's frames; its other inputs have been fed.</param>
    /// <param name="most">How much of the clip is used.</param>
    /// <param name="onFrame">Gets each filtered frame, numbered by its pts; must not keep it, but may refer to it.</param>
    /// <returns>How many frames came out.</returns>
    public static long Run(SourceClip clip, FilterGraph graph, TimeSpan most, Action<Frame> onFrame)
    {
        using var frame = new Frame();
        using var filtered = new Frame();
        var mostFrames = (long)Math.Round(most.TotalSeconds * H264Settings.FramesPerSecond);
        var mostTicks = Ticks(most, clip.TimeBase);
        long count = 0;

        while (count < mostFrames && clip.Read(frame) && Pts(frame) < mostTicks)
        {
            graph.Send(0, frame);
            count = Drain(count);
        }
        // The frame that was read too far is not sent, but it says that the one before lasts until the end.
        graph.End(0, Math.Min(clip.End, mostTicks));
        return Drain(count);

        long Drain(long number)
        {
            while (graph.TryReceive(filtered))
            {
                if (number >= mostFrames) continue;
                SetPts(filtered, number++);
                onFrame(filtered);
            }
            return number;
        }
    }

    private static unsafe long Pts(Frame frame) => frame.Raw->pts;

    private static unsafe void SetPts(Frame frame, long pts) => frame.Raw->pts = pts;

    private static long Ticks(TimeSpan time, AVRational unit) =>
        Libav.av_rescale_q(time.Ticks, new AVRational { num = 1, den = (int)TimeSpan.TicksPerSecond }, unit);
}
