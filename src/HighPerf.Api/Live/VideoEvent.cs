using System.Text.Json.Serialization;

namespace HighPerf.Api.Live;

/// <summary>The data of an event of a video.</summary>
internal sealed record VideoEvent(
    Guid VideoId,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] short? Progress,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error);
