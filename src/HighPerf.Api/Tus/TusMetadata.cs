using System.Text;

namespace HighPerf.Api.Tus;

/// <summary><c>Upload-Metadata</c>: pairs of a key and a Base64 value, separated by commas.</summary>
internal static class TusMetadata
{
    /// <summary>Printable ASCII: what an answer's header may hold, as it was (RFC 9110 §5.5).</summary>
    public static bool CanBeRepeated(string header) => !header.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>A value by its key, null without it; false when it is not UTF-8 in Base64.</summary>
    public static bool TryFind(string header, string key, out string? value)
    {
        value = null;
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (pair.Split(' ', 2) is not [var name, var encoded] || name != key) continue;
            try
            {
                value = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(encoded));
                return true;
            }
            catch (Exception e) when (e is FormatException or DecoderFallbackException)
            {
                return false;
            }
        }

        return true;
    }
}
