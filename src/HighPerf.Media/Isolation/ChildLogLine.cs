namespace HighPerf.Media.Isolation;

/// <summary>A line on a child's standard error: what libav had to say, with its level (AV_LOG_…, libavutil/log.h).</summary>
internal sealed record ChildLogLine(int Level, string Text);
