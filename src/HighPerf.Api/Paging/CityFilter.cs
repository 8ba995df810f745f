namespace HighPerf.Api.Paging;

/// <summary>The <c>city</c> parameter: empty means all cities; NUL, which no text in PostgreSQL holds, matches none.</summary>
internal static class CityFilter
{
    public static string? Read(string? city) =>
        string.IsNullOrWhiteSpace(city) ? null : city.Replace('\0', '\uFFFD');
}
