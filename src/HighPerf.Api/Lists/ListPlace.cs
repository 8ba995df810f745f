using HighPerf.Core.Paging;

namespace HighPerf.Api.Lists;

/// <summary>Which page of a list.</summary>
/// <param name="CityKey">The folded city, or null for all.</param>
/// <param name="After">The row it begins after; when there is one, the offset says nothing.</param>
internal readonly record struct ListPlace(string? CityKey, int Offset, int Limit, Keyset? After)
{
    public ListPlace(string? cityKey, Slice slice)
        : this(cityKey, slice.Offset, slice.Limit, slice.After)
    {
    }
}
