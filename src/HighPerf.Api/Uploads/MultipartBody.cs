using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace HighPerf.Api.Uploads;

/// <summary>
/// A multipart body (RFC 2046 §5.1), part by part, straight from the connection's own buffers: nothing is copied. What breaks the form, and a body that ends
/// before its last boundary, is an <see cref="InvalidDataException"/>.
/// </summary>
/// <param name="body">The request's.</param>
/// <param name="boundary">Of its media type: 1 to 70 characters of ASCII.</param>
internal sealed class MultipartBody(PipeReader body, string boundary)
{
    private const int MaxHeaderBytes = 8 * 1024;
    private const int MaxPreambleBytes = 64 * 1024;

    private readonly byte[] _delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
    private bool _begun;
    private bool _inPart;
    private bool _ended;
    private SequencePosition _consumed;
    private SequencePosition _examined;
    private bool _atDelimiter;

    /// <summary>Goes to the next part, over what is left of this one; its <c>Content-Disposition</c>, empty without one; null after the last.</summary>
    public async ValueTask<string?> NextAsync(CancellationToken cancellationToken)
    {
        if (_ended) return null;
        if (!_begun) await BeginAsync(cancellationToken);
        while (_inPart && !(await ReadAsync(cancellationToken)).IsEmpty) Advance();
        return await ReadHeadersAsync(cancellationToken);
    }

    /// <summary>The next bytes of the part, good until <see cref="Advance"/>, which is due; empty at its end.</summary>
    public async ValueTask<ReadOnlySequence<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        while (_inPart)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var found = IndexOf(buffer, _delimiter);
            var length = found >= 0 ? found : Math.Max(0, buffer.Length - _delimiter.Length + 1); // what may be its beginning stays
            var part = buffer.Slice(0, length);
            _atDelimiter = found >= 0;
            _consumed = _atDelimiter ? buffer.GetPosition(length + _delimiter.Length) : part.End;
            _examined = _atDelimiter ? _consumed : buffer.End;
            if (length > 0) return part;
            Advance();
            if (!_atDelimiter && read.IsCompleted) throw Broken("the body ends in a part");
        }

        return default;
    }

    /// <summary>The bytes that were read last are done with.</summary>
    public void Advance()
    {
        body.AdvanceTo(_consumed, _examined);
        if (_atDelimiter) _inPart = false;
    }

    // The first boundary may be the first thing there is; what comes before it is nobody's.
    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _begun = true;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var first = _delimiter.AsMemory(2);
            if (buffer.Length >= first.Length && IndexOf(buffer.Slice(0, first.Length), first.Span) == 0)
            {
                body.AdvanceTo(buffer.GetPosition(first.Length));
                return;
            }

            if (buffer.Length >= _delimiter.Length && IndexOf(buffer, _delimiter) is >= 0 and var found)
            {
                body.AdvanceTo(buffer.GetPosition(found + _delimiter.Length));
                return;
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted || buffer.Length > MaxPreambleBytes) throw Broken("no boundary");
        }
    }

    private async ValueTask<string?> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.Length >= 2 && IndexOf(buffer.Slice(0, 2), "--"u8) == 0)
            {
                body.AdvanceTo(buffer.GetPosition(2));
                _ended = true;
                return null;
            }

            // The line of the boundary ends, then header lines, then an empty one.
            if (IndexOf(buffer, "\r\n\r\n"u8) is >= 0 and var end)
            {
                var text = end <= MaxHeaderBytes ? Encoding.UTF8.GetString(buffer.Slice(0, end)) : null;
                body.AdvanceTo(buffer.GetPosition(end + 4));
                _inPart = true;
                return Disposition(text ?? throw Broken("a part with too many headers"));
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted || buffer.Length > MaxHeaderBytes) throw Broken("a part without headers");
        }
    }

    private static string Disposition(string headers)
    {
        const string Name = "Content-Disposition:";
        var lines = headers.Split("\r\n");
        if (lines[0].AsSpan().Trim(" \t").Length > 0) throw Broken("a boundary with something after it");
        return lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase))?[Name.Length..].Trim() ?? "";
    }

    private static long IndexOf(in ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> delimiter)
    {
        if (buffer.IsSingleSegment) return buffer.FirstSpan.IndexOf(delimiter);
        Span<byte> seam = stackalloc byte[2 * delimiter.Length]; // the last bytes of what came, and the first of what comes
        var carried = 0;
        var before = 0L;
        foreach (var segment in buffer)
        {
            var span = segment.Span;
            var taken = Math.Min(span.Length, delimiter.Length - 1);
            span[..taken].CopyTo(seam[carried..]);
            if (carried > 0 && seam[..(carried + taken)].IndexOf(delimiter) is >= 0 and var straddling) return before - carried + straddling;
            if (span.IndexOf(delimiter) is >= 0 and var inside) return before + inside;
            before += span.Length;
            if (span.Length >= delimiter.Length - 1)
            {
                carried = delimiter.Length - 1;
                span[^carried..].CopyTo(seam);
                continue;
            }

            // A short segment: what was carried, less what falls out at the front, and all of it.
            var all = carried + taken;
            var dropped = Math.Max(0, all - delimiter.Length + 1);
            seam[dropped..all].CopyTo(seam);
            carried = all - dropped;
        }

        return -1;
    }

    private static InvalidDataException Broken(string what) => new("multipart: " + what);
}
