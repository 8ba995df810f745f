using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HighPerf.Api.Configuration;
using HighPerf.Queue;
using HighPerf.Queue.Streams;
using StackExchange.Redis;

namespace HighPerf.Api.Limits;

/// <summary>
/// Counts failed log-ins by account and address: an attempt is counted before its password is looked at (or a storm would pass before
/// the first failure is known) and forgotten when the password was right. Counted in Redis, over all processes; in this process while
/// Redis is away. Nobody can lock somebody else's account from another address.
/// </summary>
internal sealed class LoginLimit(ApiOptions options, JobQueueOptions queue, QueueRedis redis, TimeProvider time)
{
    /// <summary>
    /// KEYS[1] the counter   ARGV[1] the window in ms
    /// Result: {attempts with this one, ms until they are forgotten}.
    /// Atomic, so that a counter never lives without its expiry.
    /// </summary>
    private const string Count = """
        local n = redis.call('INCR', KEYS[1])
        if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return {n, redis.call('PTTL', KEYS[1])}
        """;

    private const int MaxLocal = 100_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, (int Attempts, DateTimeOffset Until)> _local = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt. How long to wait, when there were too many; null when it may go on.</summary>
    public async Task<TimeSpan?> BeginAsync(string key)
    {
        var (attempts, left) = await OnRedisAsync(async database =>
        {
            var reply = await database.ScriptEvaluateAsync(Count, [Key(key)], [(long)options.Limits.LoginWindow.TotalMilliseconds]);
            return ((int)reply[0], TimeSpan.FromMilliseconds((long)reply[1]));
        }) ?? CountLocally(key);
        return attempts > options.Limits.LoginFailures ? left : null;
    }

    /// <summary>The password was right: what was counted is forgotten.</summary>
    public async Task SucceededAsync(string key)
    {
        _local.TryRemove(key, out _);
        await OnRedisAsync(async database =>
        {
            await database.KeyDeleteAsync(Key(key));
            return (0, TimeSpan.Zero);
        });
    }

    /// <summary>Account and address in one name that tells neither.</summary>
    public static string KeyOf(string email, string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{email.Trim().ToLowerInvariant()}\n{address}")).AsSpan(0, 16));

    private RedisKey Key(string key) => $"{queue.KeyPrefix}logins:{key}";

    private async Task<(int, TimeSpan)?> OnRedisAsync(Func<IDatabase, Task<(int, TimeSpan)>> work)
    {
        try
        {
            return await work(await redis.CommandsAsync().WaitAsync(s_patience, time)).WaitAsync(s_patience, time);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return null;
        }
    }

    private (int, TimeSpan) CountLocally(string key)
    {
        var now = time.GetUtcNow();
        if (_local.Count >= MaxLocal) _local.Clear();
        var (attempts, until) = _local.AddOrUpdate(
            key, _ => (1, now + options.Limits.LoginWindow),
            (_, old) => old.Until > now ? (old.Attempts + 1, old.Until) : (1, now + options.Limits.LoginWindow));
        return (attempts, until - now);
    }
}
