using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.Uploads;
using HighPerf.Testing.Servers;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Tracing;

/// <summary>Traces of uploads and their jobs, as a collector gets them from the published programs.</summary>
public sealed class TracingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_upload_its_job_and_its_clip_are_one_trace()
    {
        using var collector = new OtlpReceiver();
        await using var stack = await HighPerfStack.StartAsync(Traced(collector.Url));
        var owner = await stack.Client.NewPlayerAsync();
        var video = await stack.Client.UploadedAsync(owner, await TestClips.TooShort, "Con traza");
        Assert.Equal("processed", (await stack.Client.FinalStateAsync(owner, video, stack)).GetProperty("status").GetString());
        var job = await stack.ScalarAsync<Guid>("select id from jobs where kind = 'transcode-video'");

        var spans = await collector.WaitForAsync("upload", "process transcode-video");

        // Nothing else: the sign-up, the questions for the video's state and the sweeps leave no trace.
        Assert.Equal(["commit", "probe", "process transcode-video", "transcode", "upload"], spans.Select(span => span.Name).Order(StringComparer.Ordinal));
        var upload = spans.Single(span => span.Name == "upload");
        Assert.All(spans, span => Assert.Equal(upload.TraceId, span.TraceId));
        Assert.Equal(("highperf-api", ReceivedSpan.Producer, ""), (upload.Service, upload.Kind, upload.ParentId));
        Assert.Equal(("form", video), (upload.Tags["highperf.upload.protocol"], upload.Tags["highperf.video.id"]));
        Assert.Equal(("highperf", "send"), (upload.Tags["messaging.system"], upload.Tags["messaging.operation.type"]));
        Assert.Equal(("transcode-video", job.ToString()), (upload.Tags["messaging.destination.name"], upload.Tags["messaging.message.id"]));
        Assert.Equal($"00-{upload.TraceId}-{upload.SpanId}-01", await stack.ScalarAsync<string>("select traceparent from jobs where id = $1", job));

        var run = Child(upload, "process transcode-video");
        Assert.Equal(("highperf-worker", ReceivedSpan.Consumer), (run.Service, run.Kind));
        Assert.Equal((job.ToString(), video), (run.Tags["messaging.message.id"], run.Tags["highperf.video.id"]));
        Assert.Equal(("1", "succeeded"), (run.Tags["highperf.job.attempt"], run.Tags["highperf.job.outcome"]));
        var transcode = Child(run, "transcode");
        Assert.Equal(("done", "270"), (transcode.Tags["highperf.clip.outcome"], transcode.Tags["highperf.clip.frames"])); // 9 s
        Assert.Equal(ReceivedSpan.Internal, Child(transcode, "probe").Kind);
        Child(run, "commit");

        Assert.Contains(stack.Worker.Lines, line => line.Contains(upload.TraceId, StringComparison.Ordinal));
        Assert.Contains(upload.TraceId, (await stack.RunCtlAsync("queue", "job", job.ToString())).EnsureSuccess("hpctl").Output, StringComparison.Ordinal);

        ReceivedSpan Child(ReceivedSpan parent, string name) => Assert.Single(spans, span => span.ParentId == parent.SpanId && span.Name == name);
    }

    [Fact]
    public async Task A_resumable_upload_begins_a_trace_with_the_request_that_completes_it()
    {
        using var collector = new OtlpReceiver();
        await using var stack = await HighPerfStack.StartAsync(Traced(collector.Url) with { WithWorker = false });
        var file = Mp4Bytes.Damaged();
        var tus = new TusClient(stack.Client, (await stack.Client.NewPlayerAsync()).Token);
        var path = await tus.CreatedAsync(file.Length, file[..1_000]);
        (await tus.PatchAsync(path, 1_000, file[1_000..])).Expect(HttpStatusCode.NoContent);

        var upload = Assert.Single(await collector.WaitForAsync("upload"));
        Assert.Equal("tus", upload.Tags["highperf.upload.protocol"]);
        Assert.Equal($"00-{upload.TraceId}-{upload.SpanId}-01", await stack.ScalarAsync<string>("select traceparent from jobs"));
    }

    [Fact]
    public async Task An_upload_beyond_the_share_that_is_traced_is_followed_by_nobody()
    {
        using var collector = new OtlpReceiver();
        await using var stack = await HighPerfStack.StartAsync(Traced(collector.Url, ratio: "0"));
        var owner = await stack.Client.NewPlayerAsync();
        var uploaded = (await stack.Client.UploadAsync(owner.Token, Mp4Bytes.Damaged(), "Sin traza")).Expect(HttpStatusCode.Created);
        var id = uploaded.Json.GetProperty("video_id").GetString()!;
        await stack.Client.FinalStateAsync(owner, id, stack);

        Assert.EndsWith("-00", await stack.ScalarAsync<string>("select traceparent from jobs"), StringComparison.Ordinal);
        Assert.Equal(0, await stack.Api.TerminateAsync(Patience)); // what waits is sent at a stop
        Assert.Equal(0, await stack.Worker.TerminateAsync(Patience));
        Assert.Empty(collector.Spans());
    }

    [Fact]
    public async Task A_collector_that_is_away_holds_nothing_up()
    {
        await using var stack = await HighPerfStack.StartAsync(Traced($"http://127.0.0.1:{TcpPorts.Free()}"));
        var owner = await stack.Client.NewPlayerAsync();
        var uploaded = (await stack.Client.UploadAsync(owner.Token, Mp4Bytes.Damaged(), "Nadie escucha")).Expect(HttpStatusCode.Created);
        var id = uploaded.Json.GetProperty("video_id").GetString()!;
        Assert.Equal("failed", (await stack.Client.FinalStateAsync(owner, id, stack)).GetProperty("status").GetString());
        Assert.Equal(0, await stack.Api.TerminateAsync(Patience));
        Assert.Equal(0, await stack.Worker.TerminateAsync(Patience));
    }

    [Fact]
    public async Task Without_a_collector_no_upload_has_a_trace()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        var owner = await stack.Client.NewPlayerAsync();
        (await stack.Client.UploadAsync(owner.Token, Mp4Bytes.Damaged(), "Como siempre")).Expect(HttpStatusCode.Created);
        Assert.Equal(1, await stack.ScalarAsync<long>("select count(*) from jobs where traceparent is null"));
    }

    /// <summary>Clips of any length and size are taken: a short one is soon made.</summary>
    private static StackOptions Traced(string collector, string ratio = "1") => new()
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector,
            ["HIGHPERF_TRACE_RATIO"] = ratio,
            ["HIGHPERF_SOURCE_MIN_DURATION"] = "0s",
            ["HIGHPERF_SOURCE_MIN_SHORT_SIDE"] = "0",
        },
    };
}
