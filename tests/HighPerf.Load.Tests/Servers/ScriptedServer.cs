using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HighPerf.Load.Tests.Servers;

/// <summary>A TCP server that says what a test wants, byte by byte: what a server of HTTP does not let go wrong.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ScriptedRequest, NetworkStream, Task<bool>> _answer;
    private readonly Task _accepting;
    private int _connections;

    /// <param name="answer">Answers a request; false closes its connection.</param>
    public ScriptedServer(Func<ScriptedRequest, NetworkStream, Task<bool>> answer)
    {
        _answer = answer;
        _listener.Start(1_000);
        _accepting = AcceptAsync();
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public static async Task<bool> SayAsync(NetworkStream stream, string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        return true;
    }

    public static Task<bool> AnswerAsync(NetworkStream stream, string status, string body, string headers = "") =>
        SayAsync(stream, string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), ++_connections);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // It ends.
        }
    }

    private async Task ServeAsync(TcpClient client, int connection)
    {
        using var ended = client;
        client.NoDelay = true;
        try
        {
            var stream = client.GetStream();
            for (var number = 1; await ReadAsync(stream, connection, number) is { } request;)
            {
                number++;
                if (!await _answer(request, stream)) return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone, or the test is over.
        }
    }

    private async Task<ScriptedRequest?> ReadAsync(NetworkStream stream, int connection, int number)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0) return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var length = lines.Where(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal)).Select(line => int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture)).FirstOrDefault();
        await stream.ReadExactlyAsync(new byte[length], _stop.Token);
        return new ScriptedRequest(lines[0], length, connection, number, _stop.Token);
    }
}
