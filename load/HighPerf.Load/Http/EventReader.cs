namespace HighPerf.Load.Http;

/// <summary>
/// Reads a stream of server-sent events (WHATWG HTML, 9.2.6) as it comes: lines end with LF, CR or both, an empty line ends an event, and one without data is none. So
/// comments, which are signs of life, and a <c>retry</c> alone are not counted.
/// </summary>
internal sealed class EventReader
{
    private const int MostKept = 4 << 20;

    private byte[] _line = new byte[256]; // what has come of a line that is not whole
    private int _lineLength;
    private byte[] _data = new byte[256]; // of the first event; each of its lines with an LF after it
    private int _dataLength;
    private bool _hasData; // the event that is being read has
    private bool _afterReturn; // the last byte was a CR: an LF that follows it ends no line
    private bool _begun; // a line has been read: a byte order mark comes before

    /// <summary>How many have come.</summary>
    public long Count { get; private set; }

    /// <summary>The data of the first one; of more than 4 MiB what is beyond is missing.</summary>
    public ReadOnlySpan<byte> First => _data.AsSpan(0, Math.Max(0, _dataLength - 1));

    /// <summary>For the next stream.</summary>
    public void Reset() => (_lineLength, _dataLength, _hasData, _afterReturn, _begun, Count) = (0, 0, false, false, false, 0);

    /// <summary>Reads on; how many events have ended here.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var before = Count;
        if (_afterReturn && bytes.Length > 0)
        {
            _afterReturn = false;
            if (bytes[0] == '\n') bytes = bytes[1..];
        }

        while (bytes.Length > 0)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                Keep(bytes, ref _line, ref _lineLength);
                break;
            }

            if (_lineLength == 0) Line(bytes[..end]);
            else
            {
                Keep(bytes[..end], ref _line, ref _lineLength);
                Line(_line.AsSpan(0, _lineLength));
                _lineLength = 0;
            }

            _afterReturn = bytes[end] == '\r' && end + 1 == bytes.Length;
            bytes = bytes[(bytes[end..] is [(byte)'\r', (byte)'\n', ..] ? end + 2 : end + 1)..];
        }

        return (int)(Count - before);
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (!_begun && line.StartsWith("\uFEFF"u8)) line = line[3..];
        _begun = true;
        if (line.IsEmpty)
        {
            if (_hasData) Count++;
            _hasData = false;
            return;
        }

        var colon = line.IndexOf((byte)':');
        if (!(colon < 0 ? line : line[..colon]).SequenceEqual("data"u8)) return;
        _hasData = true;
        if (Count > 0) return; // nobody asks for it
        var value = colon < 0 ? default : line[(colon + 1)..];
        Keep(value is [(byte)' ', ..] ? value[1..] : value, ref _data, ref _dataLength);
        Keep("\n"u8, ref _data, ref _dataLength);
    }

    private static void Keep(ReadOnlySpan<byte> bytes, ref byte[] buffer, ref int length)
    {
        bytes = bytes[..Math.Min(bytes.Length, MostKept - length)];
        if (buffer.Length - length < bytes.Length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes.Length));
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }
}
