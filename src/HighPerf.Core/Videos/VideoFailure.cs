namespace HighPerf.Core.Videos;

/// <summary>Why a video failed: a stable code and what the player reads.</summary>
public sealed record VideoFailure(string Code, string Reason)
{
    /// <summary>Our fault or a clip that kills its worker; an operator may replay the job.</summary>
    public static VideoFailure ProcessingFailed { get; } = new("processing_failed", "No pudimos procesar el video. Nuestro equipo lo revisará.");

    private static readonly Dictionary<string, string> s_reasons = new(StringComparer.Ordinal)
    {
        ["duration_too_short"] = "El video es demasiado corto: debe durar entre 20 y 60 segundos.",
        ["duration_too_long"] = "El video es demasiado largo: debe durar entre 20 y 60 segundos.",
        ["resolution_too_small"] = "La resolución es demasiado baja: se requiere al menos 1080p.",
        ["resolution_too_large"] = "La resolución es demasiado alta.",
        ["no_video_stream"] = "El archivo no contiene video.",
        ["unsupported_codec"] = "El formato de video no está soportado.",
        ["damaged"] = "El archivo está dañado y no se puede leer.",
    };

    /// <summary>The failure for a refusal code of the media pipeline.</summary>
    public static VideoFailure FromRefusal(string code) => s_reasons.TryGetValue(code, out var reason) ? new(code, reason) : ProcessingFailed;
}
