namespace HighPerf.Media.Showcase;

/// <summary>Why a clip is refused. Stable: they are stored, and the API's catalogue has a Spanish text for each.</summary>
public static class RefusalCode
{
    public const string DurationTooShort = "duration_too_short";
    public const string DurationTooLong = "duration_too_long";
    public const string ResolutionTooSmall = "resolution_too_small";
    public const string ResolutionTooLarge = "resolution_too_large";
    public const string NoVideoStream = "no_video_stream";
    public const string UnsupportedCodec = "unsupported_codec";
    public const string Damaged = "damaged";
}
