using HighPerf.Api.Tus;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HighPerf.Api.OpenApi;

/// <summary>Headers and bodies of requests that the endpoints read themselves, so that no parameter tells of them.</summary>
internal static class RequestNotes
{
    private const string Digits = "^[0-9]+$";

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var key = OperationNotes.Key(context);
        var headers = HeadersOf(key).ToList();
        if (headers.Count > 0) operation.Parameters = [.. operation.Parameters ?? [], .. headers];
        if (key is "POST /api/uploads" or "PATCH /api/uploads/{id}") operation.RequestBody = Piece(required: key.StartsWith("PATCH", StringComparison.Ordinal));
        return Task.CompletedTask;
    }

    private static IEnumerable<OpenApiParameter> HeadersOf(string key) => key switch
    {
        "POST /api/uploads" =>
        [
            Version(),
            Header(TusProtocol.UploadLength, "How many bytes the file has, at least 1.", Digits, required: true, "52428800"),
            Header(
                TusProtocol.UploadMetadata, "Pairs of a key and a value in Base64, separated by commas; `title` (or `filename`) is the video's, of 1 to 255 characters.",
                null, required: true, "title VHJpcGxlIGRlc2RlIG1lZGlhIGNhbmNoYQ=="),
            Checksum(),
        ],
        "HEAD /api/uploads/{id}" or "DELETE /api/uploads/{id}" => [Version()],
        "PATCH /api/uploads/{id}" =>
        [
            Version(),
            Header(TusProtocol.UploadOffset, "How many bytes were durable before: where these go on.", Digits, required: true, "0"),
            Checksum(),
        ],
        "GET /api/public/rankings" => [IfNoneMatch(), Gzip("The list comes compressed to who takes `gzip`, where that makes it smaller.")],
        "GET /api/public/videos" => [IfNoneMatch(), Gzip("Without a token the list comes compressed to who takes `gzip`, where that makes it smaller.")],
        "GET /api/public/rankings/live" => [Header("Last-Event-ID", "The `id` of the last event that was seen; an `EventSource` sends it.", null)],
        "GET /media/processed/{key}" or "GET /media/original/{key}" =>
        [
            IfNoneMatch(),
            Header("If-Match", "The `ETag` that the file must have: 412 when it has another.", null),
            Header("Range", "Which bytes (RFC 9110); without it all of them.", "^bytes=", example: "bytes=0-1048575"),
            Header("If-Range", "The `ETag` of the version that `Range` goes on with; the whole file when there is another.", null),
        ],
        _ => [],
    };

    private static OpenApiRequestBody Piece(bool required) => new()
    {
        Required = required,
        Description = required ? "The next bytes of the file." : "The first bytes of the file, or all of them.",
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [TusProtocol.ContentType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
        },
    };

    private static OpenApiParameter Version() => Header(TusProtocol.Resumable, "The version of tus that the client speaks.", @"^1\.0\.0$", required: true, TusProtocol.Version);

    private static OpenApiParameter Checksum() => Header(
        TusProtocol.UploadChecksum, "`sha1` or `sha256`, a space, and that digest of the body in Base64: a body that differs counts for nothing.", "^(sha1|sha256) ",
        example: "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=");

    private static OpenApiParameter IfNoneMatch() => Header("If-None-Match", "The `ETag` that the client already has: 304 while it is the newest.", null);

    private static OpenApiParameter Gzip(string description) => Header("Accept-Encoding", description, null, example: "gzip");

    private static OpenApiParameter Header(string name, string description, string? pattern, bool required = false, string? example = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern },
        Example = example,
    };
}
