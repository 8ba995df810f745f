using System.Text.Json;

namespace HighPerf.Load.Plans;

/// <summary>One thing that a visitor does: a request (<c>get</c>, <c>post</c>, <c>delete</c>), a resumable upload (<c>tus</c>), listening (<c>listen</c>) or thinking (<c>pause</c>).</summary>
/// <param name="Json">The body of a request, JSON, with placeholders in its texts.</param>
/// <param name="Multipart">The body of a request, multipart/form-data: fields, and files as <c>{"file": PATH, "type": MEDIA TYPE}</c>.</param>
/// <param name="Tus">The path at which uploads are created.</param>
/// <param name="File">What <paramref name="Tus"/> uploads.</param>
/// <param name="Title">As which.</param>
/// <param name="Chunk">In pieces of so many bytes (<c>8MB</c>); all at once without it.</param>
/// <param name="Listen">The path of a stream of events.</param>
/// <param name="For">How long it is listened to.</param>
/// <param name="Expect">What the answer must be.</param>
/// <param name="Capture">A placeholder for each of these fields of the answer, for the steps that follow.</param>
/// <param name="Until">Asked again until a field of the answer is one of these.</param>
/// <param name="Every">How long after the answer before.</param>
internal sealed record StepPlan(
    string? Name,
    string? Get,
    string? Post,
    string? Delete,
    string? Tus,
    string? Listen,
    JsonElement? Pause,
    IReadOnlyDictionary<string, string>? Headers,
    JsonElement? Json,
    IReadOnlyDictionary<string, JsonElement>? Multipart,
    string? File,
    string? Title,
    string? Chunk,
    string? For,
    ExpectPlan? Expect,
    IReadOnlyDictionary<string, string>? Capture,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Until,
    string? Every,
    string? Timeout);
