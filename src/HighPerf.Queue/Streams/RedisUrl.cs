using System.Globalization;
using StackExchange.Redis;

namespace HighPerf.Queue.Streams;

/// <summary>Reads <c>REDIS_URL</c>: <c>redis://user:password@host:port/database</c>, <c>rediss</c> for TLS.</summary>
public static class RedisUrl
{
    public static ConfigurationOptions Parse(Uri url)
    {
        var options = new ConfigurationOptions { Ssl = url.Scheme == "rediss" };
        options.EndPoints.Add(url.Host, url.Port > 0 ? url.Port : 6379);
        if (url.UserInfo.Length > 0)
        {
            var user = url.UserInfo.Split(':', 2);
            if (user[0].Length > 0) options.User = Uri.UnescapeDataString(user[0]);
            if (user.Length > 1) options.Password = Uri.UnescapeDataString(user[1]);
        }

        if (url.AbsolutePath is { Length: > 1 } path)
        {
            options.DefaultDatabase = int.TryParse(path.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException("ends in a database that is not a number");
        }

        return options;
    }
}
