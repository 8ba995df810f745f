namespace HighPerf.Queue;

/// <summary>A job whose lease this process holds.</summary>
/// <param name="Attempt">The only attempt number anywhere; it fences every write and every file name of this run.</param>
/// <param name="Failures">Runs that ended with an exception, so far.</param>
/// <param name="Crashes">Leases that ran out, so far; counted by the claim that took the job over.</param>
/// <param name="Owner">Who holds the lease: this process.</param>
/// <param name="CancelRequested">Somebody asked to cancel it and its last worker did not come to that: end it, do not run it.</param>
/// <param name="TookOver">This very claim counted a crash.</param>
/// <param name="Waited">How long it was free to be taken: since it became due, or since the lease before ran out.</param>
/// <param name="TraceParent">The span that gave rise to it (W3C traceparent), or null.</param>
public sealed record ClaimedJob(
    Guid Id,
    string Kind,
    string Payload,
    JobPriority Priority,
    int Attempt,
    int Failures,
    int Crashes,
    string Owner,
    bool CancelRequested = false,
    bool TookOver = false,
    TimeSpan Waited = default,
    string? TraceParent = null);
