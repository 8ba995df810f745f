using System.Text.RegularExpressions;
using HighPerf.Core.Players;

namespace HighPerf.Core.Legacy;

/// <summary>What a row of the old system must satisfy to become one of the new; the answer is the reason why it cannot, or null.</summary>
internal static partial class LegacyRules
{
    private const int MaxTitle = 255;

    /// <summary>
    /// The e-mail's form is not judged again: who could log in can log in. Its characters and length are, as those of the names.
    /// </summary>
    public static string? Problem(LegacyPlayer player) =>
        Required("first_name", player.FirstName, SignupRules.MaxName)
        ?? Required("last_name", player.LastName, SignupRules.MaxName)
        ?? Required("email", player.Email, SignupRules.MaxEmail)
        ?? Text("city", player.City, SignupRules.MaxPlace)
        ?? Text("country", player.Country, SignupRules.MaxPlace)
        ?? (player.PasswordHash is { } hash && Bcrypt().IsMatch(hash) ? null : "password_hash is no bcrypt hash");

    public static string? Problem(LegacyVideo video) =>
        Required("title", video.Title, MaxTitle)
        ?? (video.Status is "uploaded" or "processed" or "public" ? null : $"the status '{video.Status}' is unknown");

    /// <summary>As the sign-up stores it: trimmed, and nothing instead of blanks.</summary>
    public static string? Clean(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string? Required(string field, string? value, int max) => Clean(value) is null ? $"{field} is empty" : Text(field, value, max);

    private static string? Text(string field, string? value, int max)
    {
        if (Clean(value) is not { } text) return null;
        if (text.Any(char.IsControl)) return $"{field} has control characters";
        var length = text.EnumerateRunes().Count(); // as the database counts
        return length > max ? $"{field} has {length} characters, {max} are allowed" : null;
    }

    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bcrypt();
}
