namespace HighPerf.Queue;

/// <summary>A job to enqueue.</summary>
/// <param name="Id">UUIDv7, chosen by the caller so that a repeated insert is recognised.</param>
/// <param name="Kind">Which handler runs it.</param>
/// <param name="Payload">A JSON object, opaque to the queue.</param>
/// <param name="Priority">Which stream its doorbells go to.</param>
/// <param name="UniqueKey">At most one pending job has it (a database constraint).</param>
/// <param name="Delay">How long after the insert it becomes due, by the ledger's clock.</param>
/// <param name="TraceParent">The span that gives rise to it, as a W3C traceparent; kept for every run of it. Null: none is made.</param>
public sealed record NewJob(
    Guid Id,
    string Kind,
    string Payload,
    JobPriority Priority = JobPriority.Normal,
    string? UniqueKey = null,
    TimeSpan Delay = default,
    string? TraceParent = null);
