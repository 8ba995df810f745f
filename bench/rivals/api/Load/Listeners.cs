using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace HighPerf.ApiRace.Load;

/// <summary>Many connections that each ask once and then only listen.</summary>
internal sealed class Listeners : IAsyncDisposable
{
    private const int AtOnce = 100;

    private readonly List<Socket> _sockets = [];

    public int Count => _sockets.Count;

    /// <summary>Opens so many, and waits until each has had its first <paramref name="events"/> ends of an event.</summary>
    public async Task OpenAsync(Uri server, string target, string? token, int count, int events)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: text/event-stream\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n");
        foreach (var group in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            var opened = await Task.WhenAll(group.Select(async _ =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(server.Host, server.Port);
                await socket.SendAsync(request);
                await ReadAsync(socket, events);
                return socket;
            }));
            _sockets.AddRange(opened);
        }
    }

    /// <summary>How long until each has had another event, from now on; the longest last.</summary>
    public async Task<IReadOnlyList<TimeSpan>> NextAsync(Func<Task> change)
    {
        var waiting = _sockets.Select(async socket =>
        {
            await ReadAsync(socket, 1);
            return Stopwatch.GetTimestamp();
        }).ToList();
        await change();
        var committed = Stopwatch.GetTimestamp();
        return [.. (await Task.WhenAll(waiting)).Select(at => Stopwatch.GetElapsedTime(committed, at)).Order()];
    }

    public ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets) socket.Dispose();
        return ValueTask.CompletedTask;
    }

    // An event, or the opening, ends in an empty line; so does the head of the answer, which has carriage returns.
    private static async Task ReadAsync(Socket socket, int events)
    {
        var buffer = new byte[4_096];
        var last = (byte)0;
        while (events > 0)
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0) throw new InvalidOperationException("a listener was cut off");
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] == '\n' && last == '\n') events--;
                last = buffer[i];
            }
        }
    }
}
