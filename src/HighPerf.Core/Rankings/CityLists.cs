namespace HighPerf.Core.Rankings;

/// <summary>A list in one order, whole and by city. Immutable: a change makes another one that shares what did not change.</summary>
public sealed class CityLists<T> where T : class
{
    private readonly IComparer<T> _order;
    private readonly Func<T, string?> _cityOf;
    private readonly OrderedChunks<T> _none;
    private readonly Dictionary<string, OrderedChunks<T>> _byCity;

    /// <param name="elements">In any order.</param>
    /// <param name="order">The one order.</param>
    /// <param name="cityOf">The folded key of an element's city, or null.</param>
    public CityLists(IReadOnlyCollection<T> elements, IComparer<T> order, Func<T, string?> cityOf)
        : this(
            order, cityOf, new OrderedChunks<T>(elements, order), new OrderedChunks<T>([], order),
            elements.Where(element => cityOf(element) is not null).GroupBy(element => cityOf(element)!, StringComparer.Ordinal)
                .ToDictionary(city => city.Key, city => new OrderedChunks<T>(city, order), StringComparer.Ordinal))
    {
    }

    private CityLists(IComparer<T> order, Func<T, string?> cityOf, OrderedChunks<T> all, OrderedChunks<T> none, Dictionary<string, OrderedChunks<T>> byCity) =>
        (_order, _cityOf, All, _none, _byCity) = (order, cityOf, all, none, byCity);

    public OrderedChunks<T> All { get; }

    /// <summary>The whole list, or that of one city by its folded key.</summary>
    public OrderedChunks<T> Of(string? cityKey) => cityKey is null ? All : _byCity.GetValueOrDefault(cityKey, _none);

    /// <summary>The same without some of its elements, as they are in it, and with others.</summary>
    public CityLists<T> With(IReadOnlyCollection<T> added, IReadOnlyCollection<T> removed)
    {
        var byCity = new Dictionary<string, OrderedChunks<T>>(_byCity, StringComparer.Ordinal);
        var (addedTo, removedFrom) = (added.ToLookup(_cityOf, StringComparer.Ordinal), removed.ToLookup(_cityOf, StringComparer.Ordinal));
        foreach (var city in addedTo.Concat(removedFrom).Select(group => group.Key).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var list = Of(city).With(addedTo[city], removedFrom[city]);
            if (list.Count > 0) byCity[city] = list;
            else byCity.Remove(city);
        }

        return new CityLists<T>(_order, _cityOf, All.With(added, removed), _none, byCity);
    }
}
