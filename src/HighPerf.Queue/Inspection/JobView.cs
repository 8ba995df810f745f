using System.Text.Json;

namespace HighPerf.Queue.Inspection;

/// <summary>A job as an operator sees it. <c>Phase</c> is read off state, lease and due time: waiting, scheduled, running, lease_expired, or the final state.</summary>
public sealed record JobView(
    Guid Id,
    string Kind,
    string Phase,
    int Priority,
    int Attempt,
    int Failures,
    int Crashes,
    string? LeaseOwner,
    DateTime CreatedAt,
    DateTime DueAt,
    DateTime? FinishedAt,
    JsonElement Payload,
    JobEvent? LastEvent);
