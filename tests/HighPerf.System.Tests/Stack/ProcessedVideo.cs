using System.Text.Json;
using HighPerf.System.Tests.Client;

namespace HighPerf.System.Tests.Stack;

/// <summary>A video that went all the way: its owner, the file that was uploaded, and the owner's view of it.</summary>
public sealed record ProcessedVideo(Player Owner, string Id, string Title, string SourcePath, JsonElement Details)
{
    public string ProcessedUrl => Details.GetProperty("processed_url").GetString()!;

    public string ThumbnailUrl => Details.GetProperty("thumbnail_url").GetString()!;

    public string OriginalUrl => Details.GetProperty("original_url").GetString()!;
}
