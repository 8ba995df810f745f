using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using HighPerf.Api.Configuration;
using HighPerf.Queue;
using HighPerf.Queue.Streams;
using StackExchange.Redis;

namespace HighPerf.Api.Limits;

/// <summary>
/// Counts failed log-ins by account and address. Those of one account and address go one at a time, and each is counted before its
/// password is looked at: a storm is not through before its first failure is known, whichever process it meets. The place is given back
/// when the password turns out to be right or is never looked at. Counted in Redis, over all processes; in this process while Redis is
/// away. Nobody can lock somebody else's account from another address.
/// </summary>
internal sealed class LoginLimit(ApiOptions options, JobQueueOptions queue, QueueRedis redis, TimeProvider time) : IAsyncDisposable
{
    /// <summary>
    /// KEYS[1] the counter   ARGV[1] the window in ms   ARGV[2] the most that may be counted
    /// Result: {1 counted or 0 too many, ms until the counter is forgotten}.
    /// Atomic, so that a counter never lives without its expiry.
    /// </summary>
    private const string Count = """
        if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[2]) then return {0, redis.call('PTTL', KEYS[1])} end
        if redis.call('INCR', KEYS[1]) == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return {1, redis.call('PTTL', KEYS[1])}
        """;

    /// <summary>
    /// KEYS[1] the counter
    /// Result: 0. One that was forgotten meanwhile stays so.
    /// </summary>
    private const string GiveBack = """
        if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
        return 0
        """;

    private const int MaxLocal = 100_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, (int Attempts, DateTimeOffset Until)> _local = new(StringComparer.Ordinal);

    /// <summary>One at a time by key. Who waits is bounded by an address's share of the passwords' lane.</summary>
    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue }));

    /// <summary>
    /// Waits for its turn, at most the deadline of a password, and counts an attempt, which is to be disposed of; its <c>Wait</c> says
    /// whether it may go on.
    /// </summary>
    public async Task<LoginAttempt> BeginAsync(string key, CancellationToken cancellationToken)
    {
        if (await TurnAsync(key, cancellationToken) is not { } turn) return new LoginAttempt(this, key, null, TimeSpan.Zero, null);
        try
        {
            var counter = LoginCounter.Redis;
            if (await OnRedisAsync(database => CountAsync(database, key)) is not var (counted, left))
            {
                (counted, left) = CountLocally(key);
                counter = LoginCounter.Local;
            }

            return counted ? new LoginAttempt(this, key, counter, null, turn) : new LoginAttempt(this, key, null, left, turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Takes one out of the count again.</summary>
    public async Task GiveBackAsync(string key, LoginCounter counter)
    {
        if (counter == LoginCounter.Redis)
        {
            await OnRedisAsync(async database => (bool?)((int)await database.ScriptEvaluateAsync(GiveBack, [Key(key)]) == 0));
        }
        else if (_local.TryGetValue(key, out var old))
        {
            _local.TryUpdate(key, old with { Attempts = old.Attempts - 1 }, old); // nobody else counts during this turn
        }
    }

    /// <summary>Forgets what was counted.</summary>
    public async Task ForgetAsync(string key)
    {
        _local.TryRemove(key, out _);
        await OnRedisAsync(async database => (bool?)await database.KeyDeleteAsync(Key(key)));
    }

    /// <summary>Account and address in one name that tells neither.</summary>
    public static string KeyOf(string email, string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{email.Trim().ToLowerInvariant()}\n{address}")).AsSpan(0, 16));

    public ValueTask DisposeAsync() => _turns.DisposeAsync();

    /// <summary>Null when the turn does not come in time.</summary>
    private async Task<RateLimitLease?> TurnAsync(string key, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.PasswordDeadline);
        try
        {
            return await _turns.AcquireAsync(key, 1, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private RedisKey Key(string key) => $"{queue.KeyPrefix}logins:{key}";

    private async Task<(bool Counted, TimeSpan Left)?> CountAsync(IDatabase database, string key)
    {
        var reply = await database.ScriptEvaluateAsync(
            Count, [Key(key)], [(long)options.Limits.LoginWindow.TotalMilliseconds, options.Limits.LoginFailures]);
        return ((int)reply[0] == 1, TimeSpan.FromMilliseconds((long)reply[1]));
    }

    /// <summary>What Redis answers, or null when it does not in time.</summary>
    private async Task<T?> OnRedisAsync<T>(Func<IDatabase, Task<T?>> work) where T : struct
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

    private (bool Counted, TimeSpan Left) CountLocally(string key)
    {
        var now = time.GetUtcNow();
        if (_local.Count >= MaxLocal) MakeRoom(now);
        var (attempts, until) = _local.TryGetValue(key, out var old) && old.Until > now ? old : (0, now + options.Limits.LoginWindow);
        if (attempts >= options.Limits.LoginFailures) return (false, until - now);
        _local[key] = (attempts + 1, until);
        return (true, until - now);
    }

    /// <summary>Forgets what is over; when nothing is, the oldest alone: nobody clears the others' counts with made-up accounts.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var (key, count) in _local)
        {
            if (count.Until <= now) _local.TryRemove(key, out _);
        }

        if (_local.Count >= MaxLocal) _local.TryRemove(_local.MinBy(count => count.Value.Until).Key, out _);
    }
}
