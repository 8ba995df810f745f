using HighPerf.Core.Paging;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Lists;

/// <summary>What differs between the lists that are kept ready.</summary>
internal abstract class ListKind<T> where T : class
{
    /// <summary>Of its endpoint.</summary>
    public abstract string Name { get; }

    /// <summary>Where the list is, which links repeat however it was asked for.</summary>
    public abstract string Path { get; }

    /// <summary>Which of a request's headers make another answer (RFC 9110 §12.5.5).</summary>
    public abstract string Vary { get; }

    public abstract CityLists<T> Lists(StandingsView view);

    /// <summary>The body of a page whose first row has this index in its list.</summary>
    public abstract byte[] Write(ReadOnlySpan<T> rows, int offset);

    /// <summary>The query parameter, with its value, that asks for the page after this one.</summary>
    public abstract string NextPlace(ListPlace place, ReadOnlySpan<T> rows);

    /// <summary>The index of the first row after this place.</summary>
    public virtual int IndexAfter(OrderedChunks<T> list, Keyset place) => throw new NotSupportedException();
}
