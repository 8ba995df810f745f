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

    /// <summary>A port that nobody listened on a moment ago. Another process may still take it first: callers retry.</summary>
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

            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
