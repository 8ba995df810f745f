namespace HighPerf.Core.Errors;

/// <summary>Every error the API answers with, in one place.</summary>
public static class ErrorCatalogue
{
    public static readonly Error EmailTaken = new("email_taken", 400, "El correo electrónico ya está registrado.");
    public static readonly Error PasswordsDiffer = new("passwords_differ", 400, "Las contraseñas no coinciden.");
    public static readonly Error InvalidField = new("invalid_field", 400, "Hay campos con valores no válidos.");
    public static readonly Error InvalidParameter = new("invalid_parameter", 400, "Hay parámetros con valores no válidos.");
    public static readonly Error MalformedJson = new("malformed_json", 400, "El cuerpo de la petición no es un JSON válido.");
    public static readonly Error MalformedRequest = new("malformed_request", 400, "La petición no es válida.");
    public static readonly Error MissingPart = new("missing_part", 400, "Falta una parte del formulario.");
    public static readonly Error NotMp4 = new("not_mp4", 400, "Tipo de archivo no permitido. Solo se aceptan videos MP4.");
    public static readonly Error FileEmpty = new("file_empty", 400, "El archivo está vacío.");
    public static readonly Error MoreThanAnnounced = new("file_too_large", 400, "Llegaron más bytes de los anunciados.");
    public static readonly Error FileTooLarge = new("file_too_large", 400, "El archivo supera el tamaño máximo permitido.");
    public static readonly Error TooManyPieces = new("too_many_pieces", 400, "La subida llegó en demasiadas partes. Empieza otra con partes más grandes.");
    public static readonly Error AlreadyVoted = new("already_voted", 400, "Ya has votado por este video.");
    public static readonly Error AlreadyPublished = new("already_published", 400, "El video ya está abierto a votación y no puede eliminarse.");
    public static readonly Error VotingClosed = new("voting_closed", 400, "La votación no está abierta.");
    public static readonly Error NotProcessed = new("not_processed", 400, "El video todavía no está procesado.");
    public static readonly Error InvalidCredentials = new("invalid_credentials", 401, "Correo electrónico o contraseña incorrectos.");
    public static readonly Error Unauthorized = new("unauthorized", 401, "Se requiere un token de acceso válido.");
    public static readonly Error Forbidden = new("forbidden", 403, "No tienes permiso para acceder a este recurso.");
    public static readonly Error InvalidSignature = new("invalid_signature", 403, "El enlace no es válido o ha caducado.");
    public static readonly Error NotFound = new("not_found", 404, "No encontrado.");
    public static readonly Error VideoNotFound = new("not_found", 404, "Video no encontrado.");
    public static readonly Error UploadNotFound = new("not_found", 404, "La subida no existe o ha caducado.");
    public static readonly Error MethodNotAllowed = new("method_not_allowed", 405, "Método no permitido.");
    public static readonly Error OffsetMismatch = new("offset_mismatch", 409, "La subida continúa en otra posición.");
    public static readonly Error TusVersion = new("unsupported_tus_version", 412, "Versión del protocolo de subida no soportada.");
    public static readonly Error PreconditionFailed = new("precondition_failed", 412, "El archivo ya no es esa versión.");
    public static readonly Error UploadTooLarge = new("upload_too_large", 413, "El archivo supera el tamaño máximo permitido.");
    public static readonly Error BodyTooLarge = new("body_too_large", 413, "El cuerpo de la petición es demasiado grande.");
    public static readonly Error UnsupportedMediaType = new("unsupported_media_type", 415, "Tipo de contenido no soportado.");
    public static readonly Error UploadLocked = new("upload_locked", 423, "Otra conexión está enviando este video.");
    public static readonly Error ChecksumMismatch = new("checksum_mismatch", 460, "Los datos recibidos no coinciden con su suma de comprobación.");
    public static readonly Error TooManyLogins = new("too_many_requests", 429, "Demasiados intentos. Inténtalo de nuevo más tarde.");
    public static readonly Error TooManyUploads = new("too_many_requests", 429, "Tienes demasiadas subidas sin terminar. Termina o cancela alguna.");
    public static readonly Error TooManyRequests = new("too_many_requests", 429, "Demasiadas peticiones. Inténtalo de nuevo en unos segundos.");
    public static readonly Error Internal = new("internal_error", 500, "Error interno del servidor.");
    public static readonly Error Unavailable = new("unavailable", 503, "El servicio no está disponible en este momento. Inténtalo de nuevo.");
    public static readonly Error StorageFull = new("storage_full", 507, "No hay espacio de almacenamiento disponible.");

    /// <summary>All of them, in the order of their status and code.</summary>
    public static IReadOnlyList<Error> All { get; } = [.. new[]
    {
        EmailTaken, PasswordsDiffer, InvalidField, InvalidParameter, MalformedJson, MalformedRequest, MissingPart, NotMp4, FileEmpty,
        MoreThanAnnounced, FileTooLarge, TooManyPieces, AlreadyVoted, AlreadyPublished, VotingClosed, NotProcessed, InvalidCredentials, Unauthorized, Forbidden,
        InvalidSignature, NotFound, VideoNotFound, UploadNotFound, MethodNotAllowed, OffsetMismatch, TusVersion, PreconditionFailed, UploadTooLarge, BodyTooLarge,
        UnsupportedMediaType, UploadLocked, ChecksumMismatch, TooManyLogins, TooManyUploads, TooManyRequests, Internal, Unavailable, StorageFull,
    }.OrderBy(error => error.Status).ThenBy(error => error.Code, StringComparer.Ordinal)];
}
