using System.Net;
using Microsoft.AspNetCore.Connections;

namespace HighPerf.Hosting.Draining;

/// <summary>The transport's own listeners, known to the <see cref="Drain"/>, which counts their connections.</summary>
internal sealed class DrainingTransport(IConnectionListenerFactory transport, Drain drain) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = await transport.BindAsync(endpoint, cancellationToken);
        drain.Add(listener);
        return new Listener(listener, drain);
    }

    private sealed class Listener(IConnectionListener inner, Drain drain) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            var connection = await inner.AcceptAsync(cancellationToken);
            if (connection is null) return null;
            drain.Opened();
            connection.ConnectionClosed.UnsafeRegister(static state => ((Drain)state!).Closed(), drain);
            return connection;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
