using System.Collections;

namespace HighPerf.Core.Rankings;

/// <summary>
/// A list in one order, immutable, in chunks: a change copies those it touches, and all versions share the rest. No two elements may be
/// equal in the order. Finding a place costs O(log n), a change O(√n) or so with chunks of a few hundred.
/// </summary>
public sealed class OrderedChunks<T> : IReadOnlyList<T>
{
    private const int Whole = 256; // neighbours that are no more than this together become one; a chunk of twice as many is split

    private readonly IComparer<T> _order;
    private readonly T[][] _chunks;
    private readonly int[] _starts; // the index of each chunk's first element, and the count of all

    /// <param name="elements">In any order.</param>
    public OrderedChunks(IEnumerable<T> elements, IComparer<T> order)
        : this(order, [.. elements.Order(order).Chunk(Whole)])
    {
    }

    private OrderedChunks(IComparer<T> order, T[][] chunks)
    {
        _order = order;
        _chunks = chunks;
        _starts = new int[chunks.Length + 1];
        for (var i = 0; i < chunks.Length; i++) _starts[i + 1] = _starts[i] + chunks[i].Length;
    }

    public int Count => _starts[^1];

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var chunk = ChunkAt(index);
            return _chunks[chunk][index - _starts[chunk]];
        }
    }

    /// <summary>The elements from <paramref name="offset"/> on, as many as there are and fit; how many that is.</summary>
    public int CopyTo(int offset, Span<T> slice)
    {
        if (offset >= Count) return 0;
        var filled = 0;
        var chunk = ChunkAt(offset);
        for (var from = offset - _starts[chunk]; filled < slice.Length && chunk < _chunks.Length; chunk++, from = 0)
        {
            var taken = Math.Min(slice.Length - filled, _chunks[chunk].Length - from);
            _chunks[chunk].AsSpan(from, taken).CopyTo(slice[filled..]);
            filled += taken;
        }

        return filled;
    }

    /// <summary>How many elements come before this one, which need not be among them.</summary>
    public int IndexOf(T element)
    {
        if (_chunks.Length == 0) return 0;
        var chunk = ChunkOf(element);
        var place = Array.BinarySearch(_chunks[chunk], element, _order);
        return _starts[chunk] + (place < 0 ? ~place : place);
    }

    /// <summary>The same list without some of its elements and with others; an element that was not there is not missed.</summary>
    public OrderedChunks<T> With(IEnumerable<T> added, IEnumerable<T> removed)
    {
        ReadOnlySpan<T> come = Sorted(added), go = Sorted(removed);
        if (come.IsEmpty && go.IsEmpty) return this;

        var chunks = new List<T[]>(_chunks.Length + 1);
        var next = 0;
        while (!come.IsEmpty || !go.IsEmpty)
        {
            var chunk = ChunkOf(go.IsEmpty || (!come.IsEmpty && _order.Compare(come[0], go[0]) < 0) ? come[0] : go[0]);
            for (; next < chunk; next++) Append(chunks, _chunks[next]);
            var (here, gone) = (Before(come, chunk + 1), Before(go, chunk + 1));
            Append(chunks, Merged(_chunks.Length == 0 ? [] : _chunks[chunk], come[..here], go[..gone]));
            come = come[here..];
            go = go[gone..];
            next = chunk + 1;
        }

        for (; next < _chunks.Length; next++) Append(chunks, _chunks[next]);
        return new OrderedChunks<T>(_order, [.. chunks]);
    }

    public IEnumerator<T> GetEnumerator() => _chunks.SelectMany(chunk => chunk).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Append(List<T[]> chunks, T[] chunk)
    {
        if (chunk.Length == 0) return;
        if (chunks.Count > 0 && chunks[^1].Length + chunk.Length <= Whole) chunks[^1] = [.. chunks[^1], .. chunk];
        else if (chunk.Length > 2 * Whole) chunks.AddRange(chunk.Chunk(Whole));
        else chunks.Add(chunk);
    }

    private T[] Sorted(IEnumerable<T> elements)
    {
        T[] sorted = [.. elements];
        Array.Sort(sorted, _order);
        return sorted;
    }

    /// <summary>How many of the sorted elements come before a chunk.</summary>
    private int Before(ReadOnlySpan<T> elements, int chunk)
    {
        if (chunk >= _chunks.Length) return elements.Length;
        var count = 0;
        while (count < elements.Length && _order.Compare(elements[count], _chunks[chunk][0]) < 0) count++;
        return count;
    }

    private T[] Merged(T[] chunk, ReadOnlySpan<T> come, ReadOnlySpan<T> go)
    {
        var merged = new T[chunk.Length + come.Length];
        var (from, filled) = (0, 0);
        while (!come.IsEmpty || !go.IsEmpty)
        {
            var goes = come.IsEmpty || (!go.IsEmpty && _order.Compare(go[0], come[0]) <= 0);
            var element = goes ? go[0] : come[0];
            var place = Array.BinarySearch(chunk, from, chunk.Length - from, element, _order);
            var kept = (place < 0 ? ~place : place) - from;
            chunk.AsSpan(from, kept).CopyTo(merged.AsSpan(filled));
            (from, filled) = (from + kept + (place < 0 ? 0 : 1), filled + kept);
            if (goes)
            {
                go = go[1..];
            }
            else
            {
                merged[filled++] = element;
                come = come[1..];
            }
        }

        chunk.AsSpan(from).CopyTo(merged.AsSpan(filled));
        filled += chunk.Length - from;
        return filled == merged.Length ? merged : merged[..filled];
    }

    private int ChunkAt(int index)
    {
        var place = Array.BinarySearch(_starts, 0, _chunks.Length, index);
        return place < 0 ? ~place - 1 : place;
    }

    /// <summary>The last chunk that does not begin after the element; the first, when all do.</summary>
    private int ChunkOf(T element)
    {
        var (low, high) = (0, _chunks.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_order.Compare(_chunks[middle][0], element) <= 0) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
