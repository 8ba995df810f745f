namespace HighPerf.BareApi;

/// <summary>An answer that another server gave: its headers and its bytes.</summary>
internal sealed record RecordedAnswer(
    string ContentType, string? ETag, string? CacheControl, string? Vary, string? Link, string? ContentEncoding, byte[] Body)
{
    /// <summary>By target, from a file of: count, then for each the target, six headers (empty: none), the body's length, the body.</summary>
    public static Dictionary<string, RecordedAnswer> Load(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var answers = new Dictionary<string, RecordedAnswer>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var target = reader.ReadString();
            answers[target] = new RecordedAnswer(
                reader.ReadString(), Optional(reader), Optional(reader), Optional(reader), Optional(reader), Optional(reader), reader.ReadBytes(reader.ReadInt32()));
        }

        return answers;
    }

    public static Task MissingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (ETag is not null) response.Headers.ETag = ETag;
        if (CacheControl is not null) response.Headers.CacheControl = CacheControl;
        if (Vary is not null) response.Headers.Vary = Vary;
        if (Link is not null) response.Headers.Link = Link;
        if (ETag is not null && context.Request.Headers.IfNoneMatch == ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (ContentEncoding is not null) response.Headers.ContentEncoding = ContentEncoding;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        var written = response.BodyWriter.WriteAsync(Body);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    private static string? Optional(BinaryReader reader) => reader.ReadString() is { Length: > 0 } text ? text : null;
}
