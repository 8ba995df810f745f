using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace HighPerf.Queue.Streams;

/// <summary>
/// The password that connections to Redis are opened with: the client asks for its defaults at every connection, so that the next one has the newest. Redis keeps
/// the connections that are open when it is changed.
/// </summary>
public sealed class RedisPassword : DefaultOptionsProvider
{
    private volatile string? _password;

    private RedisPassword(string? password) => _password = password;

    public override string? Password => _password;

    /// <summary>Has the options ask for the password from now on.</summary>
    public static RedisPassword Of(ConfigurationOptions options)
    {
        var password = new RedisPassword(options.Password);
        options.Defaults = password;
        options.Password = null;
        return password;
    }

    /// <summary>The secret was read again.</summary>
    public void Use(string? password) => _password = password;
}
