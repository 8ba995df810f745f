using HighPerf.Core.Players;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Paging;

/// <summary>
/// The <c>city</c> parameter: empty means all cities. What no player's city can be, too long or with control characters, is
/// <see cref="Nobody"/>: nothing needs to be asked or remembered for it.
/// </summary>
internal static class CityFilter
{
    /// <summary>No city's name, and no city's folded key.</summary>
    public const string Nobody = "\0";

    /// <summary>The folded key of what the parameter names; null for all cities.</summary>
    public static async ValueTask<string?> KeyAsync(string? city, CityKeys cities, CancellationToken cancellationToken) => Read(city) switch
    {
        null => null,
        Nobody => Nobody,
        var name => await cities.OfAsync(name, cancellationToken),
    };

    private static string? Read(string? city) =>
        string.IsNullOrWhiteSpace(city) ? null : SignupRules.IsPlace(city) ? city : Nobody;
}
