using System.Net;
using HighPerf.Api.Configuration;
using HighPerf.Hosting.Configuration;

namespace HighPerf.Api.Limits;

/// <summary>How much one address, player or account may ask. Rates are this process's share.</summary>
/// <param name="RequestsPerSecond">Per address; 0: no limit.</param>
/// <param name="VotesPerMinute">Per player; 0: no limit.</param>
/// <param name="UploadsAtOnce">Per player; 0: no limit.</param>
internal sealed record LimitOptions(
    double RequestsPerSecond, double VotesPerMinute, int UploadsAtOnce, int LoginFailures, TimeSpan LoginWindow,
    IReadOnlyList<IPNetwork> TrustedProxies)
{
    public static LimitOptions Read(Settings settings)
    {
        double processes = settings.Get(ApiSettings.Processes);
        return new LimitOptions(
            settings.Get(ApiSettings.AddressRate) / processes,
            settings.Get(ApiSettings.VoteRate) / processes,
            (int)Math.Ceiling(settings.Get(ApiSettings.UploadsAtOnce) / processes),
            settings.Get(ApiSettings.LoginFailures),
            settings.Get(ApiSettings.LoginWindow),
            settings.Find(ApiSettings.TrustedProxies) is { } proxies ? [.. proxies.Split(',').Select(Network)] : []);
    }

    private static IPNetwork Network(string text)
    {
        var entry = text.Trim();
        if (IPNetwork.TryParse(entry, out var network)) return network;
        return IPAddress.TryParse(entry, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new SettingException($"{ApiSettings.TrustedProxies.Name} needs addresses or networks like 10.0.0.0/8, not '{entry}'");
    }
}
