using System.Diagnostics;

namespace HighPerf.Queue.Processing;

/// <summary>
/// The spans of a job's runs. Every run, also one after a retry or a replay, is a span below the one that gave rise to the job, so that an
/// upload and all that came of it are one trace. Where nobody listens nothing is made.
/// Source of names: OpenTelemetry Semantic Conventions, "Semantic conventions for messaging spans".
/// </summary>
internal static class JobTrace
{
    private static readonly ActivitySource s_source = new("HighPerf.Queue");

    /// <summary>The span of one run; null where nobody listens.</summary>
    public static Activity? Run(ClaimedJob job)
    {
        if (!s_source.HasListeners()) return null;
        _ = ActivityContext.TryParse(job.TraceParent, traceState: null, isRemote: true, out var parent); // else it is a trace of its own
        return s_source.StartActivity($"process {job.Kind}", ActivityKind.Consumer, parent)?
            .SetTag("messaging.system", "highperf")
            .SetTag("messaging.operation.name", "process")
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", job.Kind)
            .SetTag("messaging.message.id", job.Id.ToString())
            .SetTag("highperf.job.attempt", job.Attempt)
            .SetTag("highperf.job.took_over", job.TookOver)
            .SetTag("highperf.job.waited", job.Waited.TotalSeconds);
    }

    /// <param name="outcome">As in log and metrics.</param>
    public static void Ended(Activity? span, string outcome)
    {
        if (span is null) return;
        span.SetTag("highperf.job.outcome", outcome);
        if (outcome is "retried" or "dead" or "lost" or "abandoned") span.SetTag("error.type", outcome).SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The span of the transaction that writes how a run ended, with all its repetitions.</summary>
    public static Activity? Commit() => s_source.StartActivity("commit");
}
