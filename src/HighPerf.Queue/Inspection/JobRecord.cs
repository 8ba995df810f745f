using System.Text.Json;

namespace HighPerf.Queue.Inspection;

/// <summary>
/// Everything a ledger knows of a job. <c>Phase</c> is read off as in <see cref="JobView"/>; <c>TraceParent</c> as in <see cref="NewJob"/>.
/// </summary>
public sealed record JobRecord(
    Guid Id,
    string Kind,
    string State,
    string Phase,
    JobPriority Priority,
    string? UniqueKey,
    int Attempt,
    int Failures,
    int Crashes,
    bool CancelRequested,
    string? LeaseOwner,
    DateTime? LeaseUntil,
    DateTime CreatedAt,
    DateTime DueAt,
    DateTime? DispatchedAt,
    DateTime? FinishedAt,
    JsonElement Payload,
    JsonElement? Result,
    IReadOnlyList<JobEvent> History,
    string? TraceParent = null);
