namespace HighPerf.Core.Legacy;

/// <summary>The paths in old rows: absolute, relative or URLs (<c>/app/uploads/x.mp4</c>, <c>uploads/x.mp4</c>, <c>https://old.example/x.mp4</c>).</summary>
internal static class LegacyPath
{
    /// <summary>A path's names from its first to the file's; null when it leads upwards or is none.</summary>
    public static string[]? Parts(string url)
    {
        var parts = WithoutHost(url.Trim()).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return parts.Contains("..", StringComparer.Ordinal) || url.Contains('\0', StringComparison.Ordinal) ? null : parts;
    }

    private static string WithoutHost(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return url;
        var path = url.IndexOf('/', scheme + 3);
        return path < 0 ? "" : url[path..];
    }
}
