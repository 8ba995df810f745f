namespace HighPerf.Core.Rankings;

/// <summary>The ranking at one moment: the one order, whole and per city. Immutable; pages are slices of it.</summary>
/// <param name="Version">Grows with every change that shows, in this process.</param>
public sealed record StandingsView(long Version, IReadOnlyList<Standing> All, IReadOnlyDictionary<string, IReadOnlyList<Standing>> ByCity)
{
    public static StandingsView Empty { get; } = new(0, [], new Dictionary<string, IReadOnlyList<Standing>>(StringComparer.Ordinal));

    /// <summary>The whole list, or that of one city by its folded key.</summary>
    public IReadOnlyList<Standing> Of(string? cityKey) => cityKey is null ? All : ByCity.GetValueOrDefault(cityKey, []);
}
