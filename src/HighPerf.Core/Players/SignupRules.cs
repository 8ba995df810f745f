using System.Net.Mail;
using System.Text;

namespace HighPerf.Core.Players;

/// <summary>What a sign-up must satisfy before the database is asked. Messages are keyed by field name.</summary>
public static class SignupRules
{
    public const int MaxName = 100;
    public const int MaxPlace = 100;

    /// <summary>RFC 5321 §4.5.3.1.3 less the angle brackets.</summary>
    public const int MaxEmail = 254;

    /// <summary>bcrypt reads 72 bytes; a longer password would silently be cut.</summary>
    public const int MaxPasswordBytes = 72;

    public const int MinPasswordBytes = 8;

    public static IReadOnlyDictionary<string, string[]> Check(
        string? firstName, string? lastName, string? email, string? password, string? city, string? country)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Name("first_name", firstName);
        Name("last_name", lastName);
        if (!IsEmail(email)) errors["email"] = ["Debe ser un correo electrónico válido."];
        var bytes = Encoding.UTF8.GetByteCount(password ?? "");
        if (bytes is < MinPasswordBytes or > MaxPasswordBytes)
        {
            errors["password1"] = [$"Debe tener entre {MinPasswordBytes} y {MaxPasswordBytes} bytes."];
        }

        Place("city", city);
        Place("country", country);
        return errors;

        void Name(string field, string? value)
        {
            if (string.IsNullOrWhiteSpace(value) || Length(value) > MaxName || HasControls(value))
            {
                errors[field] = [$"Debe tener entre 1 y {MaxName} caracteres."];
            }
        }

        void Place(string field, string? value)
        {
            if (value is not null && !IsPlace(value)) errors[field] = [$"No puede superar {MaxPlace} caracteres."];
        }
    }

    /// <summary>Whether a player's city or country can be called so.</summary>
    public static bool IsPlace(string value) => Length(value) <= MaxPlace && !HasControls(value);

    /// <summary>In characters as the database counts them (Unicode code points), not in UTF-16 units.</summary>
    private static int Length(string value) => value.Trim().EnumerateRunes().Count();

    /// <summary>NUL cannot be stored in PostgreSQL's text, and no name or place has any other control character.</summary>
    private static bool HasControls(string value) => value.Any(char.IsControl);

    private static bool IsEmail(string? value) =>
        value is not null && value.Trim() is { Length: <= MaxEmail } email && !HasControls(email)
        && MailAddress.TryCreate(email, out var address) && address.Address == email && address.Host.Contains('.', StringComparison.Ordinal);
}
