using HighPerf.Queue.Inspection;

namespace HighPerf.Ctl.Output;

/// <summary>One look of <c>queue watch</c>.</summary>
internal sealed record QueueLook(DateTimeOffset At, IReadOnlyList<KindActivity> Kinds);
