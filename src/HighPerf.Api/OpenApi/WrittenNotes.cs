namespace HighPerf.Api.OpenApi;

/// <summary>The hand-written part of the document, by method and path.</summary>
internal static class WrittenNotes
{
    private const string OwnVideo =
        """
        "video_id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01","title":"Triple desde media cancha","status":"processed","uploaded_at":"2026-03-10T14:30:00Z",
        "processed_at":"2026-03-10T14:35:00Z","processed_url":"https://anb.example/media/processed/0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01.1.mp4",
        "thumbnail_url":"https://anb.example/media/processed/0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01.1.jpg","votes":125
        """;

    private const string PublicVideo =
        """
        "video_id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01","id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01","title":"Triple desde media cancha",
        "username":"Luisa Peña","owner_name":"Luisa Peña","city":"Bogotá","owner_city":"Bogotá","uploaded_at":"2026-03-10T14:30:00Z",
        "processed_at":"2026-03-10T14:35:00Z","processed_url":"https://anb.example/media/processed/0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01.1.mp4",
        "thumbnail_url":"https://anb.example/media/processed/0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01.1.jpg","votes":125
        """;

    private const string Original =
        "\"original_url\":\"https://anb.example/media/original/0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01.mp4?exp=1773153300&sig=c2lnbmF0dXJl\"";

    public static IReadOnlyDictionary<string, OperationNote> All { get; } = new Dictionary<string, OperationNote>(StringComparer.Ordinal)
    {
        ["POST /api/auth/signup"] = new(
            "The password is stored as a bcrypt hash of cost 12 and is in no answer.", "The player's profile.",
            "email_taken", "passwords_differ", "invalid_field", "malformed_json", "malformed_request", "body_too_large", "unsupported_media_type",
            "too_many_requests")
        {
            Request =
                """
                {"first_name":"Luisa","last_name":"Peña","email":"luisa@correo.example","password1":"una-clave-larga","password2":"una-clave-larga",
                "city":"Bogotá","country":"Colombia"}
                """,
            Response =
                """
                {"id":"0197a3c1-0a2b-7d11-8c3e-5f4a6b7c8d90","first_name":"Luisa","last_name":"Peña","email":"luisa@correo.example",
                "city":"Bogotá","country":"Colombia"}
                """,
        },
        ["POST /api/auth/login"] = new(
            "An unknown address and a wrong password get the same answer, after the same time; so does a field that is missing.", "A token for an hour.",
            "invalid_credentials", "malformed_json", "malformed_request", "body_too_large", "unsupported_media_type", "too_many_requests")
        {
            Request = """{"email":"luisa@correo.example","password":"una-clave-larga"}""",
            Response = """{"access_token":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl","token_type":"Bearer","expires_in":3600}""",
        },
        ["POST /api/videos/upload"] = new(
            """
            The parts may come in any order. What the file is, is read from its first bytes, not from its name or media type. Duration, size of
            the picture, codec and damage are found later: the video then ends as `failed`, with a reason.
            """,
            "The upload is stored and will be processed, or fail with a reason.",
            "not_mp4", "file_empty", "file_too_large", "missing_part", "invalid_field", "malformed_request", "unauthorized",
            "unsupported_media_type", "storage_full")
        {
            Response =
                """
                {"message":"Video subido correctamente. Procesamiento en curso.","task_id":"0197a3c2-5b1f-7a02-b4c5-6d7e8f901234",
                "video_id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01"}
                """,
        },
        ["OPTIONS /api/uploads"] = new("Without a token.", "Versions, extensions, limits, in headers.") { NeedsNothing = true },
        ["POST /api/uploads"] = new(
            """
            Resumable uploads speak tus 1.0.0 (tus.io), with the extensions creation, creation-with-upload, termination, checksum and expiration.
            `Upload-Length` says how many bytes will come, `Upload-Metadata` the `title` (or `filename`), in Base64. A body is the first bytes, or all of them.
            """,
            "The upload can be gone on with at `Location`; when all its bytes came along, `HighPerf-Video-Id` names the video.",
            "invalid_field", "file_empty", "file_too_large", "not_mp4", "unauthorized", "unsupported_tus_version", "upload_too_large", "unsupported_media_type", "checksum_mismatch",
            "storage_full"),
        ["HEAD /api/uploads/{id}"] = new(
            "What is durable, whoever sent it: a client that was cut off goes on from here.", "`Upload-Offset` of `Upload-Length` bytes are durable.",
            "unauthorized", "not_found", "unsupported_tus_version"),
        ["PATCH /api/uploads/{id}"] = new(
            """
            What comes of a request that breaks off is kept. An upload takes 10,000 requests at most. One connection writes at a time; one that falls silent is overtaken after a while. With the
            last byte the upload is a video, which `HighPerf-Video-Id` names, and will be processed, or fail with a reason.
            """,
            "The bytes are durable.",
            "invalid_field", "file_too_large", "not_mp4", "too_many_pieces", "unauthorized", "not_found", "offset_mismatch", "unsupported_tus_version", "unsupported_media_type",
            "upload_locked", "checksum_mismatch", "storage_full"),
        ["DELETE /api/uploads/{id}"] = new(
            "What is complete is a video, and deleted as one: here it is not found.", "The upload is gone, with its bytes.",
            "unauthorized", "not_found", "unsupported_tus_version", "upload_locked"),
        ["GET /api/videos/{video_id}/events"] = new(
            """
            Server-sent events, called by the video's status, or `deleted`: one now, one for each change, at most two a second. After `processed`, `failed` or
            `deleted` the stream ends. A comment every quarter of a minute keeps it open.
            """,
            "The stream.", "unauthorized", "forbidden", "not_found"),
        ["GET /api/public/rankings/live"] = new(
            """
            Server-sent events called `ranking`: the first `limit` rows now, and all of them again whenever one changes. The id of an event is the version of its
            rows: who comes back with `Last-Event-ID` hears nothing until they change.
            """,
            "The stream.", "invalid_parameter"),
        ["GET /api/videos"] = new(
            null, "The videos, newest first. `processed_at`, `processed_url`, `thumbnail_url`, `progress` and `error` are left out until there is one.",
            "invalid_parameter", "unauthorized")
        {
            Response = $$"""[{{{OwnVideo}}}]""",
        },
        ["GET /api/videos/{video_id}"] = new(null, "The video, as in the list, and a link to its original.", "unauthorized", "forbidden", "not_found")
        {
            Response = $$"""{{{OwnVideo}},{{Original}}}""",
        },
        ["DELETE /api/videos/{video_id}"] = new(
            "The job, the original and the clip go with it. A video that is open for voting stays.", "The video is gone.",
            "already_published", "unauthorized", "forbidden", "not_found")
        {
            Response = """{"message":"El video ha sido eliminado exitosamente.","video_id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01"}""",
        },
        ["GET /api/public/videos"] = new(
            "With a token each video also says whether its player has voted for it. As served, votes and videos may be a second old.", "The videos, newest first.", "invalid_parameter", "unauthorized")
        {
            TokenIsOptional = true,
            Response = $$"""[{{{PublicVideo}}}]""",
        },
        ["GET /api/public/videos/{video_id}"] = new(
            "With a token it also says whether its player has voted for it.", "The video.", "unauthorized", "not_found")
        {
            TokenIsOptional = true,
            Response = $$"""{{{PublicVideo}},"voted":true}""",
        },
        ["POST /api/public/videos/{video_id}/vote"] = new(
            "A vote that is answered is stored. A player may vote for many videos, for each once, and for the player's own.", "The vote counts.",
            "already_voted", "voting_closed", "unauthorized", "not_found")
        {
            Response = """{"message":"Voto registrado exitosamente."}""",
        },
        ["GET /api/public/rankings"] = new(
            """
            Players with a video open for voting, by all their votes; of two with as many, the one whose last vote came first. As served it may
            be a second old, and a cache may keep it a second more.
            """,
            "A slice of the one order, so that pages never overlap.", "invalid_parameter")
        {
            Response = """[{"position":1,"username":"Luisa Peña","city":"Bogotá","votes":1530},{"position":2,"username":"Ana Gómez","city":null,"votes":1495}]""",
        },
        ["GET /api/contest"] = new(null, "The window of voting, and where it stands.")
        {
            NeedsNothing = true,
            Response = """{"opens_at":"2026-03-01T05:00:00Z","closes_at":"2026-04-01T05:00:00Z","state":"open"}""",
        },
        ["GET /api/moderation/videos"] = new(
            "For moderators, where moderation is switched on; elsewhere it is not found.", "The videos, the longest waiting first.",
            "invalid_parameter", "unauthorized", "forbidden", "not_found")
        {
            Response =
                """
                [{"video_id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01","title":"Triple desde media cancha","username":"Luisa Peña","city":"Bogotá",
                "uploaded_at":"2026-03-10T14:30:00Z","processed_at":"2026-03-10T14:35:00Z",
                "processed_url":"https://anb.example/media/processed/0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01.1.mp4",
                "thumbnail_url":"https://anb.example/media/processed/0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01.1.jpg","status":"waiting"}]
                """,
        },
        ["POST /api/moderation/videos/{video_id}/publish"] = new(
            "For moderators, where moderation is switched on. One that is open stays open.", "It is open for voting.",
            "not_processed", "unauthorized", "forbidden", "not_found")
        {
            Response = """{"message":"El video está abierto a votación.","video_id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01"}""",
        },
        ["POST /api/moderation/videos/{video_id}/hide"] = new(
            """
            For moderators, where moderation is switched on. Its votes count no more, and count again when it is published again. One that is
            hidden stays hidden.
            """,
            "It is open for voting no more.", "not_processed", "unauthorized", "forbidden", "not_found")
        {
            Response = """{"message":"El video ha sido retirado de la votación.","video_id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d01"}""",
        },
        ["GET /api/me/export"] = new(
            """
            The profile, every video as in the player's list, and every vote. Originals come by the link in the view of each video. What the
            system keeps for itself is not in it: role, times of publication, sizes and hashes of files.
            """,
            "All three, as a file.", "unauthorized")
        {
            Response = $$"""
                {"player":{"id":"0197a3c1-0a2b-7d11-8c3e-5f4a6b7c8d90","first_name":"Luisa","last_name":"Peña","email":"luisa@correo.example",
                "city":"Bogotá","country":"Colombia","created_at":"2026-03-01T10:00:00Z"},"videos":[{{{OwnVideo}}}],
                "votes":[{"video_id":"0197a3c2-5b1e-7c40-9d11-3f6a2b8c9d02","title":"Bandeja","cast_at":"2026-03-11T09:00:00Z"}]}
                """,
        },
        ["DELETE /api/me"] = new(
            "The videos and their files go too, and, until voting has closed, the votes that the player has cast. Tokens end at once.",
            "The account is gone.", "unauthorized")
        {
            Response = """{"message":"La cuenta ha sido eliminada exitosamente."}""",
        },
        ["GET /media/processed/{key}"] = new("`Range`, `If-Range` and `If-None-Match` are answered.", "The whole file.", "not_found", "precondition_failed",
            "too_many_requests", "unavailable")
        {
            Pictures = true,
        },
        ["GET /media/original/{key}"] = new(
            "The link comes from the owner's view of the video and ends after minutes. `Range` is answered.", "The whole file.",
            "invalid_signature", "not_found", "precondition_failed"),
    };
}
