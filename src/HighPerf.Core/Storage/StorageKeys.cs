using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HighPerf.Core.Storage;

/// <summary>
/// File names. An original is <c>&lt;video&gt;.mp4</c>; what attempt n makes is <c>&lt;video&gt;.&lt;n&gt;.mp4</c> and <c>.jpg</c>; a segment of a
/// resumable upload is <c>&lt;upload&gt;.&lt;offset&gt;.&lt;writer&gt;.segment</c>; what is being written ends in <c>.part</c>.
/// </summary>
public static partial class StorageKeys
{
    public const string PartSuffix = ".part";

    private static readonly SearchValues<char> s_allowed = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz-.");

    public static string Original(Guid video) => $"{video}.mp4";

    public static string Clip(Guid video, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{video}.{attempt}.mp4");

    public static string Thumbnail(Guid video, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{video}.{attempt}.jpg");

    /// <summary>What one writer of a resumable upload has written from an offset on.</summary>
    public static string Segment(Guid upload, long start, Guid writer) => string.Create(CultureInfo.InvariantCulture, $"{upload}.{start}.{writer:N}.segment");

    /// <summary>A search pattern for everything that any attempt of a video has made.</summary>
    public static string AttemptPattern(Guid video) => $"{video}.*.*";

    /// <summary>A plain file name of ours: no separator, no leading dot, nothing that could leave the directory.</summary>
    public static bool IsKey(string name) => name is { Length: > 0 and < 128 } && name[0] != '.' && !name.AsSpan().ContainsAnyExcept(s_allowed);

    /// <summary>Whether it is a name that we give: nobody else's file is ever swept.</summary>
    public static bool IsOurs(string name) => OurName().IsMatch(name);

    [GeneratedRegex(@"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}((\.[0-9]+)?\.(mp4|jpg)|\.[0-9]+\.[0-9a-f]{32}\.segment)(\.part)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurName();

    /// <summary>Reads the video of any of our names.</summary>
    private static bool TryParseVideo(string name, out Guid video)
    {
        video = default;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Guid.TryParseExact(name.AsSpan(0, dot), "D", out video);
    }

    /// <summary>Reads video and attempt of a name that an attempt has made.</summary>
    public static bool TryParseAttempt(string name, out Guid video, out int attempt)
    {
        attempt = 0;
        if (!TryParseVideo(name, out video)) return false;
        var rest = name.AsSpan(name.IndexOf('.', StringComparison.Ordinal) + 1);
        var dot = rest.IndexOf('.');
        return dot > 0 && int.TryParse(rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out attempt);
    }
}
