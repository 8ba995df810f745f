namespace HighPerf.Core.Rankings;

/// <summary>A list in one order, whole and by city. Immutable: a change makes another one that shares what did not change.</summary>
public sealed class CityLists<T> where T : class
{
    private readonly IComparer<T> _order;
    private readonly Func<T, string?> _cityOf;
    private readonly Dictionary<string, OrderedChunks<T>> _byCity;

    private CityLists(IComparer<T> order, Func<T, string?> cityOf, OrderedChunks<T> all, Dictionary<string, OrderedChunks<T>> byCity)
    {
        (_order, _cityOf, All, _byCity) = (order, cityOf, all, byCity);
        Nobody = OrderedChunks<T>.Empty(order);
    }

    public OrderedChunks<T> All { get; }

    private OrderedChunks<T> Nobody { get; }

    public static CityLists<T> Of(IEnumerable<T> elements, IComparer<T> order, Func<T, string?> cityOf)
    {
        var all = OrderedChunks<T>.Of(elements, order);
        var byCity = all.Where(element => cityOf(element) is not null).GroupBy(element => cityOf(element)!, StringComparer.Ordinal)
            .ToDictionary(city => city.Key, city => OrderedChunks<T>.Of(city, order), StringComparer.Ordinal);
        return new CityLists<T>(order, cityOf, all, byCity);
    }

    /// <summary>The whole list, or that of one city by its folded key.</summary>
    public OrderedChunks<T> Of(string? cityKey) => cityKey is null ? All : _byCity.GetValueOrDefault(cityKey, Nobody);

    /// <summary>The same without some of its elements, as they are in it, and with others.</summary>
    public CityLists<T> With(IReadOnlyCollection<T> added, IReadOnlyCollection<T> removed)
    {
        var byCity = new Dictionary<string, OrderedChunks<T>>(_byCity, StringComparer.Ordinal);
        var (addedTo, removedFrom) = (added.ToLookup(_cityOf), removed.ToLookup(_cityOf));
        foreach (var city in addedTo.Concat(removedFrom).Select(group => group.Key).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var list = Of(city).With(addedTo[city], removedFrom[city]);
            if (list.Count > 0) byCity[city] = list;
            else byCity.Remove(city);
        }

        return new CityLists<T>(_order, _cityOf, All.With(added, removed), byCity);
    }
}
