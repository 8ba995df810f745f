using System.Collections.Concurrent;
using System.Diagnostics;

namespace HighPerf.Queue.Tests;

/// <summary>Listens to the queue's spans, as an exporter would.</summary>
internal sealed class SpanReader : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanReader()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "HighPerf.Queue",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The runs of a job, in their order.</summary>
    public IReadOnlyList<Activity> RunsOf(Guid job) =>
        [.. _ended.Where(span => span.GetTagItem("messaging.message.id") is string id && id == job.ToString()).OrderBy(span => span.StartTimeUtc)];

    /// <summary>What is directly below a span.</summary>
    public IReadOnlyList<Activity> Below(Activity span) => [.. _ended.Where(other => other.ParentSpanId == span.SpanId)];

    public void Dispose() => _listener.Dispose();
}
