using System.Globalization;
using HighPerf.Core.Paging;

namespace HighPerf.Api.Paging;

/// <summary>Which slice of a list is asked for, in one of three forms: <c>cursor</c> beats <c>offset</c> beats <c>page</c>.</summary>
internal static class Page
{
    public const int MaxLimit = 100;

    /// <summary>Beyond the end of any list; a larger number means the same.</summary>
    private const long Far = 100_000_000_000_000;

    /// <summary>Reads the parameters; false with a message per field when one is invalid.</summary>
    public static bool TryRead(PageQuery query, int defaultLimit, out Slice read, out IReadOnlyDictionary<string, string[]> errors)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var size = Number("limit", query.Limit, defaultLimit, 1, MaxLimit, $"Debe ser un número entre 1 y {MaxLimit}.");
        var number = Number("page", query.Page, 1, 1, long.MaxValue, "Debe ser un número mayor o igual que 1.");
        var skip = Number("offset", query.Offset, (number - 1) * size, 0, long.MaxValue, "Debe ser un número mayor o igual que 0.");
        Keyset? after = null;
        if (query.Cursor is { } cursor)
        {
            if (Cursor.TryRead(cursor, out var place)) after = place;
            else problems["cursor"] = ["No es un cursor válido."];
        }

        // Past the end of any list there is nothing, however far.
        read = new Slice(after is null ? (int)Math.Min(skip, int.MaxValue) : 0, (int)size, after);
        errors = problems;
        return problems.Count == 0;

        long Number(string field, string? text, long absent, long min, long max, string message)
        {
            if (text is null) return absent;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            {
                return Math.Min(value, Far);
            }

            problems[field] = [message];
            return absent;
        }
    }
}
