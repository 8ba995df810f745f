using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace HighPerf.Hosting.Draining;

/// <summary>
/// The end of a service behind a proxy that loses no request: after SIGTERM nobody new gets in, so that the proxy connects elsewhere; those who were
/// getting in are let in, and then it listens no more. It answers on the connections it has, each for the last time (<c>Connection: close</c>, RFC 9112
/// §9.6), until all are closed or the time is over. To cut idle connections at once, as Kestrel does by itself, would meet requests that are on their way.
/// </summary>
/// <param name="patience">The longest it waits; more than the proxy keeps an idle connection.</param>
internal sealed class Drain(TimeSpan patience, TimeProvider time) : IHostedLifecycleService
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_handshake = TimeSpan.FromMilliseconds(200); // of a data centre, and more than that

    private readonly List<Socket> _sockets = [];
    private readonly List<IConnectionListener> _listeners = [];
    private int _connections;

    public bool IsDraining { get; private set; }

    /// <summary>A listener that the drain closes first.</summary>
    public void Add(IConnectionListener listener)
    {
        lock (_listeners) _listeners.Add(listener);
    }

    /// <summary>The socket of one.</summary>
    public void Add(Socket socket)
    {
        lock (_sockets) _sockets.Add(socket);
    }

    public void Opened() => Interlocked.Increment(ref _connections);

    public void Closed() => Interlocked.Decrement(ref _connections);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (patience <= TimeSpan.Zero) return;
        IsDraining = true;
        var began = time.GetTimestamp();
        await DeafenAsync(cancellationToken);
        IConnectionListener[] listeners;
        lock (_listeners) listeners = [.. _listeners];
        foreach (var listener in listeners) await listener.UnbindAsync(cancellationToken);
        while (Volatile.Read(ref _connections) > 0 && time.GetElapsedTime(began) < patience)
        {
            await Task.Delay(s_look, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) return;
        }
    }

    private async Task DeafenAsync(CancellationToken cancellationToken)
    {
        Socket[] sockets;
        lock (_sockets) sockets = [.. _sockets];
        foreach (var socket in sockets) SynFilter.TryAttach(socket);
        await Task.Delay(s_handshake, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
