using StackExchange.Redis;

namespace HighPerf.Queue.Streams;

/// <summary>
/// The queue's connections to Redis: one for commands, one of its own for reads that block (a blocking read holds up everything behind
/// it on its connection). Both connect in the background, and again after every loss; RESP2, so that replies have one shape.
/// </summary>
public sealed class QueueRedis : IAsyncDisposable
{
    /// <summary>The consumer group of the doorbell streams.</summary>
    public const string Group = "workers";

    private readonly Lazy<Task<ConnectionMultiplexer>> _commands;
    private readonly Lazy<Task<ConnectionMultiplexer>> _blocking;
    private readonly string _prefix;

    public QueueRedis(ConfigurationOptions endpoint, JobQueueOptions options)
    {
        _prefix = options.KeyPrefix;
        _commands = new(() => ConnectAsync(endpoint, "commands"));
        _blocking = new(() => ConnectAsync(endpoint, "blocking"));
    }

    /// <summary>Longest wait of a blocking read; below the client's own timeout.</summary>
    public static TimeSpan MaxBlock { get; } = TimeSpan.FromSeconds(2);

    public RedisKey Stream(JobPriority priority) => $"{_prefix}bells:{(int)priority}";

    public async Task<IDatabase> CommandsAsync() => (await _commands.Value).GetDatabase();

    public async Task<IDatabase> BlockingAsync() => (await _blocking.Value).GetDatabase();

    public async ValueTask DisposeAsync()
    {
        if (_blocking.IsValueCreated) await (await _blocking.Value).DisposeAsync();
        if (_commands.IsValueCreated) await (await _commands.Value).DisposeAsync();
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions endpoint, string role)
    {
        var configuration = endpoint.Clone();
        configuration.AbortOnConnectFail = false;
        configuration.Protocol = RedisProtocol.Resp2;
        configuration.BacklogPolicy = BacklogPolicy.FailFast; // a bell that cannot ring now is rung by the sweep, not queued here
        configuration.ReconnectRetryPolicy = new ExponentialRetry(100, 2_000);
        configuration.ConnectTimeout = 2_000;
        configuration.AsyncTimeout = 5_000;
        configuration.KeepAlive = 5;
        configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        configuration.ClientName = $"highperf-queue-{role}";
        return ConnectionMultiplexer.ConnectAsync(configuration);
    }
}
