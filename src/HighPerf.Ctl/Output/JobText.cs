using System.Globalization;
using HighPerf.Queue.Inspection;

namespace HighPerf.Ctl.Output;

/// <summary>Jobs for people.</summary>
internal static class JobText
{
    /// <summary>Everything about one job, and its history below.</summary>
    public static void Write(JobRecord job)
    {
        TableOutput.Write("", ["field", "value"],
        [
            ["id", job.Id.ToString()],
            ["kind", job.Kind],
            ["phase", job.CancelRequested && job.State == Queue.JobState.Pending ? $"{job.Phase}, to be cancelled" : job.Phase],
            ["priority", job.Priority.ToString()],
            ["unique key", job.UniqueKey ?? "–"],
            ["attempts", Number(job.Attempt)],
            ["failures", Number(job.Failures)],
            ["crashes", Number(job.Crashes)],
            ["lease", job.LeaseOwner is null ? "–" : $"{job.LeaseOwner}, until {Readable.Time(job.LeaseUntil)}"],
            ["created", Readable.Time(job.CreatedAt)],
            ["due", Readable.Time(job.DueAt)],
            ["rung", Readable.Time(job.DispatchedAt)],
            ["ended", Readable.Time(job.FinishedAt)],
            ["payload", job.Payload.GetRawText()],
            ["result", job.Result?.GetRawText() ?? "–"],
            ["trace", job.TraceParent?.Split('-').ElementAtOrDefault(1) ?? "–"],
        ]);
        TableOutput.Write(
            "nothing has gone wrong with it", ["when", "attempt", "what", "why"],
            job.History.Select(e => new[] { Readable.Time(e.At), Number(e.Attempt), e.What, e.Reason }));
    }

    public static string Event(JobEvent? what) => what is null ? "" : $"{what.What}: {what.Reason}";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
