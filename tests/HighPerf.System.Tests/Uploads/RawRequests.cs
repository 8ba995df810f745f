using System.Net.Sockets;
using System.Text;

namespace HighPerf.System.Tests.Uploads;

/// <summary>Requests that an HTTP client does not send: those that stop in the middle.</summary>
internal static class RawRequests
{
    /// <summary>Sends a request's head and the first bytes of its body, and keeps the connection open.</summary>
    public static async Task<NetworkStream> BeginAsync(string server, string request, string token, byte[] body, int sent, params string[] headers)
    {
        var url = new Uri(server);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }; // unchecked: nobody reads an answer
        await socket.ConnectAsync(url.Host, url.Port);
        var stream = new NetworkStream(socket, ownsSocket: true);
        var head = $"{request}\r\nHost: {url.Authority}\r\nAuthorization: Bearer {token}\r\nTus-Resumable: 1.0.0\r\n" +
            $"Content-Type: {TusClient.OffsetBytes}\r\nContent-Length: {body.Length}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body.AsMemory(0, sent));
        return stream;
    }

    /// <summary>The same, and then cuts the connection.</summary>
    public static async Task BreakOffAsync(string server, string request, string token, byte[] body, int sent, params string[] headers)
    {
        await using var stream = await BeginAsync(server, request, token, body, sent, headers);
    }
}
