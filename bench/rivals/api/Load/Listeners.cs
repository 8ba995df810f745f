using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace HighPerf.ApiRace.Load;

/// <summary>Many connections that each ask once and then only listen.</summary>
internal sealed class Listeners : IAsyncDisposable
{
    /// <summary>What each event has, and no comment that keeps the connection open.</summary>
    public const string Data = "\ndata: ";

    private const int AtOnce = 100;

    private readonly List<Socket> _sockets = [];

    /// <summary>Opens so many, and waits until each has read <paramref name="until"/>.</summary>
    public async Task OpenAsync(Uri server, string target, int count, string until, string? token = null)
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
                await ReadAsync(socket, until);
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
            await ReadAsync(socket, Data);
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

    private static async Task ReadAsync(Socket socket, string until)
    {
        var wanted = Encoding.ASCII.GetBytes(until);
        var buffer = new byte[8_192];
        for (var kept = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(kept));
            if (read == 0) throw new InvalidOperationException("a listener was cut off");
            if (buffer.AsSpan(0, kept + read).IndexOf(wanted) >= 0) return;
            var tail = Math.Min(kept + read, wanted.Length - 1);
            buffer.AsSpan(kept + read - tail, tail).CopyTo(buffer);
            kept = tail;
        }
    }
}
