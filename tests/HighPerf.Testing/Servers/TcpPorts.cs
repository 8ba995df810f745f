using System.Net;
using System.Net.Sockets;

namespace HighPerf.Testing.Servers;

/// <summary>Free TCP ports on the loopback address.</summary>
public static class TcpPorts
{
    /// <summary>A port that nobody listened on a moment ago. Another process may still take it first: callers retry.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
