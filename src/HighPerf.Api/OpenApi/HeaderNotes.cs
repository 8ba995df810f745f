using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HighPerf.Api.OpenApi;

/// <summary>The headers of the answers that a client may count on, and how their values look.</summary>
internal static class HeaderNotes
{
    private const string File = "max-age=31536000";
    private const string Private = "no-store";

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var key = OperationNotes.Key(context);
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response) continue;
            var headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            if (response.Content?.ContainsKey("application/problem+json") == true) headers["Cache-Control"] = Text("Nobody keeps a refusal.", Private);
            switch (status)
            {
                case "401":
                    headers["WWW-Authenticate"] = Text("How to be let in (RFC 6750).", "^Bearer");
                    break;
                case "416":
                    headers["Content-Range"] = Text("`bytes */` and the length.", @"^bytes \*/[0-9]+$");
                    break;
                case "429" or "503":
                    headers["Retry-After"] = Seconds("Seconds after which to try again.");
                    break;
            }

            Own(key, status, headers);
            if (headers.Count > 0) response.Headers = headers;
        }

        return Task.CompletedTask;
    }

    /// <summary>What only this operation sends.</summary>
    private static void Own(string key, string status, Dictionary<string, IOpenApiHeader> headers)
    {
        switch (key, status)
        {
            case ("GET /media/processed/{key}" or "GET /media/original/{key}", "200" or "206" or "304"):
                headers["ETag"] = Tag();
                headers["Cache-Control"] = key.Contains("processed", StringComparison.Ordinal)
                    ? Text("A name never stands for other bytes.", File)
                    : Text("Only the owner keeps it.", Private);
                if (status == "304") break;
                headers["Accept-Ranges"] = Text("`Range` is answered.", "^bytes$");
                headers["X-Content-Type-Options"] = Text("The bytes are what the answer says they are.", "^nosniff$");
                if (status == "206") headers["Content-Range"] = Text("Which bytes of how many.", "^bytes [0-9]+-[0-9]+/[0-9]+$");
                break;
            case ("GET /api/public/rankings", "200" or "304"):
                headers["ETag"] = Tag();
                headers["Cache-Control"] = Text("A cache may keep it for a second.", "^public, max-age=1$");
                if (status == "200") headers["Link"] = Next();
                break;
            case ("GET /api/public/videos", "200" or "304"):
                headers["ETag"] = Text("The version; strong (RFC 9110). None with a token.", "^\"[^\"]+\"$", required: false);
                if (status == "200") headers["Link"] = Next();
                break;
            case ("OPTIONS /api/uploads" or "POST /api/uploads" or "HEAD /api/uploads/{id}" or "PATCH /api/uploads/{id}" or "DELETE /api/uploads/{id}", _):
                Tus(key, status, headers);
                break;
            case ("POST /api/auth/login" or "GET /api/videos/{video_id}", "200"):
                headers["Cache-Control"] = Text("Nobody keeps it.", Private);
                break;
            case ("POST /api/videos/upload", "201" or "202"):
                headers["Location"] = Text("The video, as its player sees it.", "/api/videos/");
                break;
            case ("GET /api/videos" or "GET /api/moderation/videos", "200"):
                headers["Link"] = Next();
                break;
            case ("GET /api/me/export", "200"):
                headers["Content-Disposition"] = Text("A file to be saved.", "^attachment; filename=");
                headers["Cache-Control"] = Text("Nobody else's.", Private);
                break;
        }
    }

    private static void Tus(string key, string status, Dictionary<string, IOpenApiHeader> headers)
    {
        if (status is not ("401" or "429" or "503")) headers["Tus-Resumable"] = Text("The version that is spoken.", @"^1\.0\.0$");
        switch (key, status)
        {
            case (_, "412"):
                headers["Tus-Version"] = Text("The version that is spoken.", @"^1\.0\.0$");
                break;
            case ("OPTIONS /api/uploads", "204"):
                headers["Tus-Version"] = Text("The versions that are spoken.", @"^1\.0\.0$");
                headers["Tus-Extension"] = Text("The extensions that are spoken.", "^creation");
                headers["Tus-Max-Size"] = Text("The most bytes of an upload.", "^[0-9]+$");
                headers["Tus-Checksum-Algorithm"] = Text("What `Upload-Checksum` may be made with.", "sha1");
                break;
            case ("POST /api/uploads", "201"):
                headers["Location"] = Text("Where the upload goes on.", "/api/uploads/");
                Offset(headers);
                break;
            case ("HEAD /api/uploads/{id}", "200"):
                headers["Upload-Length"] = Text("How many bytes it will have.", "^[0-9]+$");
                headers["Cache-Control"] = Text("It changes.", Private);
                Offset(headers);
                break;
            case ("PATCH /api/uploads/{id}", "204"):
                Offset(headers);
                break;
        }
    }

    private static void Offset(Dictionary<string, IOpenApiHeader> headers)
    {
        headers["Upload-Offset"] = Text("How many bytes are durable.", "^[0-9]+$");
        headers["Upload-Expires"] = Text("Until when it can be gone on with; none of a complete one.", "GMT$", required: false);
        headers["HighPerf-Video-Id"] = Text("The video that a complete upload has become.", "^[0-9a-f-]{36}$", required: false);
    }

    private static OpenApiHeader Tag() => Text("The version; strong (RFC 9110).", "^\"[^\"]+\"$");

    private static OpenApiHeader Next()
    {
        var link = Text("Where the list goes on (RFC 8288); none on the last page.", "^<[^>]+>; rel=\"next\"$");
        link.Required = false;
        return link;
    }

    private static OpenApiHeader Text(string description, string pattern, bool required = true) => new()
    {
        Description = description,
        Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern },
    };

    private static OpenApiHeader Seconds(string description) => new()
    {
        Description = description,
        Required = true,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
    };
}
