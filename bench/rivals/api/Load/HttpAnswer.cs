using System.Buffers.Text;
using System.Net.Sockets;

namespace HighPerf.ApiRace.Load;

/// <summary>Answers of HTTP/1.1 with a Content-Length, one after the other on a connection: the next is asked for when one has ended.</summary>
internal sealed class HttpAnswer(Socket socket)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;
    private int _length = -1;

    /// <summary>Reads one whole answer; its status.</summary>
    public async Task<int> ReadAsync()
    {
        while (true)
        {
            if (Complete(await socket.ReceiveAsync(_buffer.AsMemory(_filled))) is { } status) return status;
        }
    }

    /// <summary>Reads what is there, of a socket that does not block; null while the answer is not whole.</summary>
    public int? TryRead()
    {
        var read = socket.Receive(_buffer.AsSpan(_filled), SocketFlags.None, out var error);
        return error switch
        {
            SocketError.WouldBlock => null,
            SocketError.Success => Complete(read),
            _ => throw new InvalidOperationException($"a connection to the server failed ({error})"),
        };
    }

    private int? Complete(int read)
    {
        if (read == 0) throw new InvalidOperationException("the server closed a connection");
        _filled += read;
        if (_length < 0) _length = LengthOf(_buffer.AsSpan(0, _filled));
        if ((_length >= 0 && _filled > _length) || _filled == _buffer.Length) throw new InvalidOperationException("an answer is longer than it says, or than 64 KiB");
        if (_length < 0 || _filled < _length) return null;
        (_filled, _length) = (0, -1);
        return Utf8Parser.TryParse(_buffer.AsSpan("HTTP/1.1 ".Length), out int status, out _) ? status : throw new InvalidOperationException("no HTTP");
    }

    /// <summary>Of head and body together; -1 while the head is not all there.</summary>
    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return -1;
        var field = bytes[..end].IndexOf("Content-Length: "u8);
        var body = 0;
        if (field >= 0 && !Utf8Parser.TryParse(bytes[(field + "Content-Length: ".Length)..], out body, out _)) throw new InvalidOperationException("no length");
        return end + 4 + body;
    }
}
