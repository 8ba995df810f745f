using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HighPerf.Testing.Servers;

/// <summary>Free TCP ports on the loopback address.</summary>
public static class TcpPorts
{
    // Below the range from which the kernel takes the ports of outgoing connections (ip(7), ip_local_port_range): a server that
    // is restarted on its port must not find it taken by somebody's connection.
    private const int First = 20_000;
    private const int Beyond = 32_000;

    // Many are asked for long before somebody listens there, or while who listens is being restarted: no other test of this process gets them.
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port that nobody listened on a moment ago, and that nobody else of this process gets. Another process may still take it first: callers retry.</summary>
    public static int Free()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, Beyond));
            try
            {
                listener.Start();
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                continue;
            }

            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, true)) return port;
        }
    }
}
