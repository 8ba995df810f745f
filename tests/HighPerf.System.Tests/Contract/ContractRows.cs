namespace HighPerf.System.Tests.Contract;

/// <summary>
/// Every endpoint with everything it may answer. An answer that is not here fails the test that met it; a row that no test proves, and a
/// route without rows, fail <see cref="CoverageTests"/>.
/// </summary>
internal static class ContractRows
{
    /// <summary>Stands for every path that is no endpoint's.</summary>
    public const string UnknownPath = "* (an unknown path)";

    /// <summary>Stands for an endpoint's path with a method that it does not take.</summary>
    public const string OtherMethod = "* (another method)";

    private const string NoCode = "-";

    private static readonly (int Status, string Code, string Meaning)[] Anywhere =
    [
        (429, "too_many_requests", "more than an address, a player or the passwords' queue is allowed; Retry-After says when again"),
        (503, "unavailable", "the database is away; Retry-After says when again"),
    ];

    public static IReadOnlyList<ContractRow> All { get; } =
    [
        .. Api("POST /api/auth/signup",
            (201, NoCode, "the player's profile, without the password"),
            (400, "email_taken", "the address is a player's already, whatever its case"),
            (400, "passwords_differ", "the two passwords are not the same"),
            (400, "invalid_field", "a field is missing, too short or too long, each named in errors"),
            (400, "malformed_json", "the body is no JSON, or not of these types"),
            (400, "malformed_request", "no body at all"),
            (413, "body_too_large", "more than 64 KiB"),
            (415, "unsupported_media_type", "not application/json")),
        .. Api("POST /api/auth/login",
            (200, NoCode, "a bearer token for 3600 s"),
            (400, "malformed_json", "the body is no JSON, or not of these types"),
            (400, "malformed_request", "no body at all"),
            (401, "invalid_credentials", "an unknown address or a wrong password, which cannot be told apart"),
            (413, "body_too_large", "more than 64 KiB"),
            (415, "unsupported_media_type", "not application/json")),
        .. Api("POST /api/videos/upload",
            (201, NoCode, "stored; it will be processed or fail with a reason"),
            (202, NoCode, "stored, in the decoupled test mode; no clip will be made"),
            (400, "not_mp4", "the first bytes are no ftyp box of ISO/IEC 14496-12"),
            (400, "file_empty", "the file has no byte"),
            (400, "file_too_large", "the file is larger than the limit, if only by one byte"),
            (400, "missing_part", "no video_file, or no title"),
            (400, "invalid_field", "a title of no or of more than 255 characters"),
            (400, "malformed_request", "a form that cannot be read, or ends in the middle"),
            (401, "unauthorized", "no token, or an invalid one"),
            (415, "unsupported_media_type", "not multipart/form-data"),
            (507, "storage_full", "less space is free than the operator keeps in reserve")),
        .. Api("GET /api/videos",
            (200, NoCode, "the player's own videos, newest first"),
            (400, "invalid_parameter", "page, limit or offset out of range or no number, or a cursor that is none"),
            (401, "unauthorized", "no token, or an invalid one")),
        .. Api("GET /api/videos/{video_id}",
            (200, NoCode, "one of the player's own videos, with a link to its original"),
            (401, "unauthorized", "no token, or an invalid one"),
            (403, "forbidden", "somebody else's video"),
            (404, "not_found", "no such video, or no id at all")),
        .. Api("DELETE /api/videos/{video_id}",
            (200, NoCode, "the video is gone, with its files and jobs"),
            (400, "already_published", "it is open for voting"),
            (401, "unauthorized", "no token, or an invalid one"),
            (403, "forbidden", "somebody else's video"),
            (404, "not_found", "no such video, or no id at all")),
        .. Api("GET /api/public/videos",
            (200, NoCode, "the videos open for voting, newest first"),
            (400, "invalid_parameter", "page, limit or offset out of range or no number, or a cursor that is none"),
            (401, "unauthorized", "an invalid token, or of an account that is gone; none is well")),
        .. Api("GET /api/public/videos/{video_id}",
            (200, NoCode, "one video open for voting"),
            (401, "unauthorized", "an invalid token, or of an account that is gone; none is well"),
            (404, "not_found", "no such video, no id at all, or not open for voting")),
        .. Api("POST /api/public/videos/{video_id}/vote",
            (200, NoCode, "the vote is stored"),
            (400, "already_voted", "the player has voted for it before"),
            (400, "voting_closed", "before voting opens, or after it has closed"),
            (401, "unauthorized", "no token, or an invalid one"),
            (404, "not_found", "no such video, no id at all, or not open for voting")),
        .. Api("GET /api/public/rankings",
            (200, NoCode, "who leads, overall or in a city"),
            (304, NoCode, "the client has this version"),
            (400, "invalid_parameter", "page, limit or offset out of range or no number")),
        .. Of("GET /api/contest",
            (200, NoCode, "when votes are taken, and whether now"),
            (429, "too_many_requests", "more than an address is allowed")),
        .. Api("GET /api/moderation/videos",
            (200, NoCode, "processed videos that are not open, the longest waiting first"),
            (400, "invalid_parameter", "page, limit or offset out of range or no number, or a cursor that is none"),
            (401, "unauthorized", "no token, or an invalid one"),
            (403, "forbidden", "a player who is no moderator"),
            (404, "not_found", "moderation is switched off")),
        .. Api("POST /api/moderation/videos/{video_id}/publish",
            (200, NoCode, "it is open for voting, or was before"),
            (400, "not_processed", "it is not processed yet, or failed"),
            (401, "unauthorized", "no token, or an invalid one"),
            (403, "forbidden", "a player who is no moderator"),
            (404, "not_found", "no such video, no id at all, or moderation is switched off")),
        .. Api("POST /api/moderation/videos/{video_id}/hide",
            (200, NoCode, "it is hidden, or was before"),
            (400, "not_processed", "it is not processed yet, or failed"),
            (401, "unauthorized", "no token, or an invalid one"),
            (403, "forbidden", "a player who is no moderator"),
            (404, "not_found", "no such video, no id at all, or moderation is switched off")),
        .. Api("GET /api/me/export",
            (200, NoCode, "the player's profile, videos and votes"),
            (401, "unauthorized", "no token, an invalid one, or of an account that is gone")),
        .. Api("DELETE /api/me",
            (200, NoCode, "the account is gone, with videos, files and votes"),
            (401, "unauthorized", "no token, an invalid one, or of an account that is gone")),
        .. Of("GET /media/processed/{key}",
            (200, NoCode, "the clip or the thumbnail"),
            (206, NoCode, "the bytes that Range asked for"),
            (304, NoCode, "the client has it already"),
            (404, "not_found", "no finished video names such a file"),
            (412, "precondition_failed", "If-Match names another version"),
            (416, NoCode, "Range asks for nothing that is there"),
            (503, "unavailable", "the database is away")),
        .. Of("GET /media/original/{key}",
            (200, NoCode, "the bytes that were uploaded"),
            (206, NoCode, "the bytes that Range asked for"),
            (304, NoCode, "the client has it already"),
            (403, "invalid_signature", "not signed, changed, or over"),
            (404, "not_found", "signed once, and deleted since"),
            (412, "precondition_failed", "If-Match names another version"),
            (416, NoCode, "Range asks for nothing that is there")),
        .. Of("GET /health", (200, NoCode, "the process answers")),
        .. Of("GET /health/live", (200, NoCode, "the process answers")),
        .. Of("GET /health/ready",
            (200, NoCode, "database, Redis and storage can be used"),
            (503, NoCode, "one of them cannot, and is named")),
        .. Of("GET /metrics", (200, NoCode, "for Prometheus")),
        .. Of("GET /openapi/v1.json", (200, NoCode, "the OpenAPI document, as committed")),
        .. Of("GET /docs", (200, NoCode, "a page of the document"), (302, NoCode, "to the address with a slash, which the page's own links need")),
        .. Of("GET /errors", (200, NoCode, "a page of the codes, where type of a problem leads")),
        .. Of("GET /", (200, NoCode, "the first page")),
        .. Of(UnknownPath, (404, "not_found", "nothing is there")),
        .. Of(OtherMethod, (405, "method_not_allowed", "Allow says which would do")),
    ];

    private static IEnumerable<ContractRow> Api(string operation, params (int Status, string Code, string Meaning)[] answers) =>
        Of(operation, [.. answers, .. Anywhere]);

    private static IEnumerable<ContractRow> Of(string operation, params (int Status, string Code, string Meaning)[] answers) =>
        answers.Select(answer => new ContractRow(operation, answer.Status, answer.Code, answer.Meaning));
}
