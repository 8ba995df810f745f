using System.Globalization;

namespace HighPerf.Api.Paging;

/// <summary>Which slice of a list is asked for. <c>offset</c> beats <c>page</c>.</summary>
internal readonly record struct Page(int Offset, int Limit)
{
    public const int MaxLimit = 100;

    /// <summary>Beyond the end of any list; a larger number means the same.</summary>
    private const long Far = 100_000_000_000_000;

    /// <summary>Reads the three parameters; false with a message per field when one is invalid.</summary>
    public static bool TryRead(
        string? page, string? limit, string? offset, int defaultLimit, out Page read, out IReadOnlyDictionary<string, string[]> errors)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var size = Number("limit", limit, defaultLimit, 1, MaxLimit, $"Debe ser un número entre 1 y {MaxLimit}.");
        var number = Number("page", page, 1, 1, long.MaxValue, "Debe ser un número mayor o igual que 1.");
        var skip = Number("offset", offset, (number - 1) * size, 0, long.MaxValue, "Debe ser un número mayor o igual que 0.");
        read = new Page((int)Math.Min(skip, int.MaxValue), (int)size); // past the end of any list there is nothing, however far
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
