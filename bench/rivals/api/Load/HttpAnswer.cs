using System.Buffers.Text;
using System.Net.Sockets;

namespace HighPerf.ApiRace.Load;

/// <summary>Answers of HTTP/1.1 with a Content-Length, one after the other on a connection: no more is read of them than where they end.</summary>
internal sealed class HttpAnswer(Socket socket)
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Reads one whole answer; its status.</summary>
    public async Task<int> ReadAsync()
    {
        var filled = 0;
        var length = -1;
        while (length < 0 || filled < length)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (read == 0) throw new InvalidOperationException("the server closed a connection");
            filled += read;
            if (length < 0) length = LengthOf(_buffer.AsSpan(0, filled));
        }

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
