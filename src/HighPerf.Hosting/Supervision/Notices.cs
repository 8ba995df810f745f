using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;

namespace HighPerf.Hosting.Supervision;

/// <summary>What is said to systemd (sd_notify(3)).</summary>
internal static class Notices
{
    /// <summary>False: nobody listens. That it was not heard is systemd's to find out, by what it waits for.</summary>
    public static bool TryNotify(this ISystemdNotifier notifier, string state)
    {
        try
        {
            notifier.Notify(new ServiceState(state));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
