using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>How long a source is, and the rules about it.</summary>
internal static unsafe class SourceDuration
{
    /// <summary>How much of the promised time may be missing at the end before the clip counts as damaged.</summary>
    public static readonly TimeSpan LargestHole = TimeSpan.FromSeconds(1);

    // "20 s" at 29.97 fps are 599 or 600 frames: 19.987 s or 20.02 s. One frame more or less decides nothing.
    private static readonly TimeSpan LongestFrame = TimeSpan.FromMilliseconds(50);

    /// <summary>What the index says or, for a file whose index lies in its fragments, from its first packet to the end of its last.</summary>
    public static TimeSpan Of(RegularFile file, InputContainer container, int index, CancellationToken cancellation)
    {
        var stream = container.Stream(index);
        // Of a fragmented file libav tells when it ends, not how long it is: its first picture's time need not be 0.
        var ticks = stream->duration > 0 && stream->nb_frames > 0 ? stream->duration : SourceErrors.Guard(() => Scan(file, index, cancellation));
        var seconds = (double)ticks * stream->time_base.num / stream->time_base.den;
        // An index can say anything, including more than a TimeSpan can hold.
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.FromDays(1).TotalSeconds));
    }

    public static void MustKeep(SourceRules rules, TimeSpan duration, double frameRate)
    {
        var frame = frameRate > 0 ? TimeSpan.FromSeconds(1 / frameRate) : TimeSpan.Zero;
        var tolerance = frame < LongestFrame ? frame : LongestFrame;
        if (duration + tolerance < rules.MinDuration)
            throw new SourceRefusedException(
                RefusalCode.DurationTooShort, $"{duration.TotalSeconds:0.00} s, at least {rules.MinDuration.TotalSeconds:0} s");
        if (duration - tolerance > rules.MaxDuration)
            throw new SourceRefusedException(
                RefusalCode.DurationTooLong, $"{duration.TotalSeconds:0.00} s, at most {rules.MaxDuration.TotalSeconds:0} s");
    }

    private static long Scan(RegularFile file, int index, CancellationToken cancellation)
    {
        using var container = new InputContainer(file, cancellation);
        container.KeepOnly(index);
        using var packet = new Packet();
        long start = long.MaxValue, end = long.MinValue;
        while (container.Read(packet))
        {
            cancellation.ThrowIfCancellationRequested();
            if (packet.Raw->stream_index != index || packet.Raw->pts == AVConst.AV_NOPTS_VALUE) continue;
            start = Math.Min(start, packet.Raw->pts);
            end = Math.Max(end, packet.Raw->pts + packet.Raw->duration);
        }
        return end > start ? end - start : 0;
    }
}
