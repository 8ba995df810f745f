using System.Buffers.Text;
using System.Text;

namespace HighPerf.Load.Http;

/// <summary>
/// Reads the answers of one connection (RFC 9112): status, headers, and a body by <c>Content-Length</c>, in chunks, or until the connection ends. A body is
/// kept up to 4 MiB; of a longer one the length is counted.
/// </summary>
internal sealed class ResponseReader
{
    private const int MostKept = 4 << 20;
    private const int MostHead = 64 << 10;

    private byte[] _buffer = new byte[16 << 10];
    private int _end; // of what was received
    private int _head; // length of status line and headers; 0 until they are whole
    private int _body; // of the body, what is in the buffer after the head
    private int _raw; // where what is not decoded begins, of a body in chunks
    private long _expected; // of the body; −1: until the connection ends
    private long _chunk; // what is left of the chunk; −1: its size comes next, −2: the line end after it
    private bool _chunked;

    /// <summary>0 until the head is whole.</summary>
    public int Status { get; private set; }

    /// <summary>The connection ends after this answer.</summary>
    public bool Closes { get; private set; }

    /// <summary>Bytes of the body, those that were not kept included.</summary>
    public long BodyLength { get; private set; }

    /// <summary>Any of the answer has come.</summary>
    public bool HasBegun => _end > 0;

    /// <summary>The body; empty when it was too long to be kept.</summary>
    public ReadOnlySpan<byte> Body => _body == BodyLength ? _buffer.AsSpan(_head, _body) : default;

    /// <summary>For the next answer.</summary>
    public void Reset() => (_end, _head, _body, _raw, Status, BodyLength, Closes, _chunked) = (0, 0, 0, 0, 0, 0, false, false);

    /// <summary>Where the next bytes may be put.</summary>
    public Span<byte> Room()
    {
        if (_buffer.Length - _end < 2_048) Array.Resize(ref _buffer, _buffer.Length * 2);
        return _buffer.AsSpan(_end);
    }

    /// <summary>So many have been put there.</summary>
    public Progress Take(int received)
    {
        _end += received;
        while (Status == 0)
        {
            var at = _buffer.AsSpan(0, _end).IndexOf("\r\n\r\n"u8);
            if (at < 0) return _end > MostHead ? Progress.Malformed : Progress.More;
            if (!ReadHead(at + 4)) return Progress.Malformed;
            if (Status is < 100 or >= 200) break;
            // An interim answer: the final one follows.
            _buffer.AsSpan(_head, _end - _head).CopyTo(_buffer);
            (_end, Status, _head) = (_end - _head, 0, 0);
        }

        return _chunked ? ReadChunks() : ReadPlain();
    }

    /// <summary>The connection has ended: the answer with it, if it said so.</summary>
    public Progress End() => Status > 0 && !_chunked && _expected < 0 ? Progress.Complete : Progress.Malformed;

    /// <summary>The value of a header, trimmed; empty without it.</summary>
    public ReadOnlySpan<byte> Header(ReadOnlySpan<byte> name)
    {
        var rest = _buffer.AsSpan(0, _head);
        while (rest.IndexOf("\r\n"u8) is > 0 and var end)
        {
            var line = rest[..end];
            rest = rest[(end + 2)..];
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name)) return line[(name.Length + 1)..].Trim(" \t"u8);
        }

        return default;
    }

    /// <summary>Of an answer without an end: what has come since <see cref="Forget"/>.</summary>
    public ReadOnlySpan<byte> Fresh => _buffer.AsSpan(_head, _body);

    /// <summary>Forgets the body that has come so far.</summary>
    public void Forget()
    {
        if (_chunked)
        {
            _buffer.AsSpan(_raw, _end - _raw).CopyTo(_buffer.AsSpan(_head));
            (_end, _raw) = (_head + _end - _raw, _head);
        }
        else
        {
            _end = _head;
        }

        _body = 0;
    }

    private bool ReadHead(int length)
    {
        _head = length;
        var line = _buffer.AsSpan(0, length);
        if (!line.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(line[9..12], out int status, out var digits) || digits != 3) return false;
        Status = status;
        _chunked = Ascii.EqualsIgnoreCase(Header("Transfer-Encoding"u8), "chunked"u8);
        Closes = Ascii.EqualsIgnoreCase(Header("Connection"u8), "close"u8);
        var announced = Header("Content-Length"u8);
        if (announced.IsEmpty) _expected = -1;
        else if (!Utf8Parser.TryParse(announced, out _expected, out _) || _expected < 0) return false;
        if (status is 204 or 304 or < 200) (_chunked, _expected) = (false, 0);
        if (_expected < 0 && !_chunked) Closes = true;
        (_raw, _chunk) = (length, -1);
        return true;
    }

    private Progress ReadPlain()
    {
        var came = _end - _head - _body;
        BodyLength += came;
        _body = _end - _head;
        if (_body > MostKept) (_end, _body) = (_head, 0);
        if (_expected < 0) return Progress.More;
        return BodyLength < _expected ? Progress.More : BodyLength == _expected ? Progress.Complete : Progress.Malformed;
    }

    private Progress ReadChunks()
    {
        while (true)
        {
            var raw = _buffer.AsSpan(_raw, _end - _raw);
            if (_chunk > 0)
            {
                var taken = (int)Math.Min(_chunk, raw.Length);
                raw[..taken].CopyTo(_buffer.AsSpan(_head + _body));
                (_raw, _chunk) = (_raw + taken, _chunk - taken);
                _body += taken;
                BodyLength += taken;
                if (_body > MostKept) _body = 0;
                if (_chunk > 0) return Shift();
                _chunk = -2;
                continue;
            }

            var end = raw.IndexOf("\r\n"u8);
            if (end < 0) return Shift();
            if (_chunk == -2)
            {
                if (end != 0) return Progress.Malformed;
                (_raw, _chunk) = (_raw + 2, -1);
            }
            else if (_chunk == 0)
            {
                _raw += end + 2; // a trailer, or the empty line after the last chunk
                if (end == 0) return _raw == _end ? Progress.Complete : Progress.Malformed;
            }
            else
            {
                if (!Utf8Parser.TryParse(raw[..end], out _chunk, out var digits, 'x') || digits == 0 || _chunk < 0) return Progress.Malformed;
                _raw += end + 2;
            }
        }
    }

    /// <summary>What is not decoded moves behind what is.</summary>
    private Progress Shift()
    {
        var left = _end - _raw;
        _buffer.AsSpan(_raw, left).CopyTo(_buffer.AsSpan(_head + _body));
        (_raw, _end) = (_head + _body, _head + _body + left);
        return Progress.More;
    }
}
