namespace HighPerf.Load.Http;

/// <summary>A text with placeholders, ready to be written as bytes.</summary>
internal sealed class Template(Segment[] segments)
{
    private readonly Segment[] _segments = segments;

    public static Template Join(params Template[] parts) => new([.. parts.SelectMany(part => part._segments)]);

    public int LengthFor(Belongings visitor)
    {
        var length = 0;
        foreach (var segment in _segments) length += segment.For(visitor.Rows, visitor.Captured).Length;
        return length;
    }

    public void Write(Belongings visitor, Outgoing outgoing)
    {
        foreach (var segment in _segments) outgoing.Write(segment.For(visitor.Rows, visitor.Captured));
    }
}
