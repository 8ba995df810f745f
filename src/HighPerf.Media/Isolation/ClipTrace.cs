using System.Diagnostics;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Isolation;

/// <summary>
/// The spans of one clip, made by the process that waits for it: its child has no way out and knows nothing of traces. Where nobody
/// listens nothing is made.
/// </summary>
internal static class ClipTrace
{
    private const string Outcome = "highperf.clip.outcome";

    private static readonly ActivitySource s_source = new("HighPerf.Media");

    /// <summary>The span of the whole child, from its start to its end.</summary>
    public static Activity? Start() => s_source.StartActivity("transcode");

    /// <summary>The child has accepted the source: what it did until now was to start and to look at it, and what follows is to encode.</summary>
    public static void Opened(Activity? transcode)
    {
        if (transcode is null) return;
        s_source.StartActivity("probe", ActivityKind.Internal, transcode.Context, startTime: new DateTimeOffset(transcode.StartTimeUtc))?.Dispose();
    }

    public static void Cancelled(Activity? transcode) => transcode?.SetTag(Outcome, "cancelled");

    public static void Ended(Activity? transcode, ShowcaseOutcome outcome)
    {
        if (transcode is null) return;
        switch (outcome)
        {
            case ShowcaseOutcome.Done(var made):
                transcode.SetTag(Outcome, "done")
                    .SetTag("highperf.clip.frames", made.Frames)
                    .SetTag("highperf.clip.size", made.SizeBytes)
                    .SetTag("highperf.source.width", made.SourceWidth)
                    .SetTag("highperf.source.height", made.SourceHeight)
                    .SetTag("highperf.source.duration_ms", made.SourceDurationMs)
                    .SetTag("highperf.source.damaged_pictures", made.DamagedPictures);
                break;
            case ShowcaseOutcome.Refused(var code, _):
                transcode.SetTag(Outcome, "refused").SetTag("highperf.clip.refusal", code);
                break;
            case ShowcaseOutcome.Failed(var reason, var crashed):
                transcode.SetTag(Outcome, "failed").SetTag("error.type", crashed ? "crashed" : "failed").SetStatus(ActivityStatusCode.Error, reason);
                break;
        }
    }
}
