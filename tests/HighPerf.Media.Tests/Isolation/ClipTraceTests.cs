using System.Collections.Concurrent;
using System.Diagnostics;
using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Isolation;

public sealed class ClipTraceTests
{
    private static readonly SourceRules AnyLength = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), 0);

    [Fact]
    public async Task A_clip_is_a_span_with_its_frames_and_the_look_at_its_source_is_one_within()
    {
        var spans = await TraceAsync(await Clips.TooShort, AnyLength);
        var transcode = Assert.Single(spans, span => span.OperationName == "transcode");
        var probe = Assert.Single(spans, span => span.OperationName == "probe");
        Assert.Equal("done", transcode.GetTagItem("highperf.clip.outcome"));
        Assert.Equal(270L, transcode.GetTagItem("highperf.clip.frames")); // 9 s
        Assert.Equal((transcode.SpanId, transcode.StartTimeUtc), (probe.ParentSpanId, probe.StartTimeUtc));
        Assert.InRange(probe.Duration, TimeSpan.FromTicks(1), transcode.Duration);
    }

    [Fact]
    public async Task A_refused_clip_is_a_span_that_says_why_and_no_error()
    {
        var transcode = Assert.Single(await TraceAsync(await Clips.NoVideo, AnyLength));
        Assert.Equal("refused", transcode.GetTagItem("highperf.clip.outcome"));
        Assert.Equal(RefusalCode.NoVideoStream, transcode.GetTagItem("highperf.clip.refusal"));
        Assert.Equal(ActivityStatusCode.Unset, transcode.Status);
    }

    /// <summary>The spans of one clip. Other tests make clips at the same time: only what is below a span of ours counts.</summary>
    private static async Task<IReadOnlyList<Activity>> TraceAsync(string source, SourceRules rules)
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = of => of.Name is "HighPerf.Media" or nameof(ClipTraceTests),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var ours = new ActivitySource(nameof(ClipTraceTests));
        using var workspace = new Workspace();
        using var root = ours.StartActivity("test");
        Assert.NotNull(root);
        await TestChild.RunAsync(TestChild.Options, workspace.Request(source, rules));
        return [.. ended.Where(span => span.TraceId == root.TraceId && span != root)];
    }
}
