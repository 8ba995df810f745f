namespace HighPerf.Core.Videos;

/// <summary>Why a video failed: a stable code and what the player reads.</summary>
public sealed record VideoFailure(string Code, string Reason)
{
    /// <summary>Our fault or a clip that kills its worker; an operator may replay the job.</summary>
    public static VideoFailure ProcessingFailed { get; } = new("processing_failed", "No pudimos procesar el video. Nuestro equipo lo revisará.");

    /// <summary>An operator has cancelled the job.</summary>
    public static VideoFailure Cancelled { get; } = new("cancelled", "El procesamiento del video fue cancelado.");

    /// <summary>The failure for a refusal code of the media pipeline, with the limits that the player should have kept.</summary>
    public static VideoFailure FromRefusal(string code, TimeSpan minDuration, TimeSpan maxDuration, int minShortSide) => code switch
    {
        "duration_too_short" => new(code, $"El video es demasiado corto: debe durar entre {Seconds(minDuration)} y {Seconds(maxDuration)} segundos."),
        "duration_too_long" => new(code, $"El video es demasiado largo: debe durar entre {Seconds(minDuration)} y {Seconds(maxDuration)} segundos."),
        "resolution_too_small" => new(code, $"La resolución es demasiado baja: el lado más corto debe tener al menos {minShortSide} píxeles."),
        "resolution_too_large" => new(code, "La resolución del video es demasiado alta."),
        "no_video_stream" => new(code, "El archivo no contiene video."),
        "unsupported_codec" => new(code, "El formato de video no está soportado."),
        "damaged" => new(code, "El archivo está dañado y no se puede leer."),
        _ => ProcessingFailed,
    };

    private static readonly string[] s_refusals =
        ["duration_too_short", "duration_too_long", "resolution_too_small", "resolution_too_large", "no_video_stream", "unsupported_codec", "damaged"];

    /// <summary>All of them, with the limits of the contract.</summary>
    public static IReadOnlyList<VideoFailure> All { get; } =
        [.. s_refusals.Select(code => FromRefusal(code, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), 1080)), ProcessingFailed, Cancelled];

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
