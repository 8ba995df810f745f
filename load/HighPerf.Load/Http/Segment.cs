using HighPerf.Load.Feeds;

namespace HighPerf.Load.Http;

/// <summary>A piece of what a request says: fixed bytes, a value of a feed, or what an answer before has said.</summary>
internal readonly struct Segment
{
    private readonly byte[]? _fixed;
    private readonly byte[][]? _values;
    private readonly int _at; // the slot of the row, or the number of the captured value

    public Segment(byte[] bytes) => _fixed = bytes;

    public Segment(Column column, ValuePlace place) => (_values, _at) = (column.In(place), column.Slot);

    public Segment(int captured) => _at = captured;

    public ReadOnlySpan<byte> For(int[] rows, byte[]?[] captured) => _fixed ?? (_values is null ? captured[_at] : _values[rows[_at]]);
}
