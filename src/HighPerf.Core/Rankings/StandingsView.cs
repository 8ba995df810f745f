namespace HighPerf.Core.Rankings;

/// <summary>The ranking and the videos open for voting at one moment, each in its one order. Immutable; pages are slices of it.</summary>
/// <param name="Version">Grows with every change that shows, in this process.</param>
public sealed record StandingsView(long Version, CityLists<Standing> Standings, CityLists<OpenVideo> Videos)
{
    internal static StandingsView Of(long version, IReadOnlyCollection<Standing> standings, IReadOnlyCollection<OpenVideo> videos) => new(
        version,
        new CityLists<Standing>(standings, StandingOrder.Instance, standing => standing.CityKey),
        new CityLists<OpenVideo>(videos, OpenVideoOrder.Instance, video => video.CityKey));
}
