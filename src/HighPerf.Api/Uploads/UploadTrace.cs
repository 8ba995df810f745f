using System.Diagnostics;
using HighPerf.Core.Errors;
using HighPerf.Queue;

namespace HighPerf.Api.Uploads;

/// <summary>
/// The span of an upload, from its first byte until its job is stored: the beginning of a trace that the job goes on with. What a client
/// says of traces of its own is not believed. Where nobody listens nothing is made.
/// Source of names: OpenTelemetry Semantic Conventions, "Semantic conventions for messaging spans".
/// </summary>
internal static class UploadTrace
{
    private static readonly ActivitySource s_source = new("HighPerf.Api");

    /// <param name="protocol">How the file comes: <c>form</c> or <c>tus</c>, of which only the request that completes it is traced.</param>
    public static Activity? Start(string protocol, Guid video)
    {
        var span = s_source.StartActivity("upload", ActivityKind.Producer);
        return span?.SetTag("highperf.upload.protocol", protocol).SetTag("highperf.video.id", video.ToString());
    }

    /// <summary>All bytes are there, on disk and hashed.</summary>
    public static void Received(Activity? span, long bytes)
    {
        if (span is null) return;
        span.SetTag("highperf.upload.size", bytes).AddEvent(new ActivityEvent("received"));
    }

    /// <summary>The job is stored; it carries the span's id.</summary>
    public static void Sent(Activity? span, NewJob job) => span?
        .SetTag("messaging.system", "highperf")
        .SetTag("messaging.operation.name", "send")
        .SetTag("messaging.operation.type", "send")
        .SetTag("messaging.destination.name", job.Kind)
        .SetTag("messaging.message.id", job.Id.ToString());

    /// <summary>The answer is a refusal, which is the client's fault: no error of ours.</summary>
    public static void Refused(Activity? span, Error error) => span?.SetTag("error.type", error.Code);
}
