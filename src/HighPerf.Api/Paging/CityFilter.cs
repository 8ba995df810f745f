using HighPerf.Core.Players;

namespace HighPerf.Api.Paging;

/// <summary>
/// The <c>city</c> parameter: empty means all cities. What no player's city can be, too long or with control characters, is
/// <see cref="Nobody"/>: nothing needs to be asked or remembered for it.
/// </summary>
internal static class CityFilter
{
    /// <summary>No city's name, and no city's folded key.</summary>
    public const string Nobody = "\0";

    public static string? Read(string? city) =>
        string.IsNullOrWhiteSpace(city) ? null : SignupRules.IsPlace(city) ? city : Nobody;
}
