using StackExchange.Redis;

namespace HighPerf.Queue.Streams;

/// <summary>
/// The queue's connections to Redis: one for commands, one of its own for reads that block (a blocking read holds up everything behind
/// it on its connection). Both connect in the background, and again after every loss; RESP2, so that replies have one shape.
/// </summary>
public sealed class QueueRedis(ConfigurationOptions endpoint, JobQueueOptions options) : IAsyncDisposable
{
    /// <summary>The consumer group of the doorbell streams.</summary>
    public const string Group = "workers";

    private readonly Lock _gate = new();
    private Task<ConnectionMultiplexer>? _commands;
    private Task<ConnectionMultiplexer>? _blocking;

    /// <summary>Longest wait of a blocking read; below the client's own timeout.</summary>
    public static TimeSpan MaxBlock { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Where ids of cancelled or deleted jobs are published.</summary>
    public RedisChannel CancelChannel { get; } = RedisChannel.Literal($"{options.KeyPrefix}cancel");

    public RedisKey Stream(JobPriority priority) => $"{options.KeyPrefix}bells:{(int)priority}";

    public async Task<IDatabase> CommandsAsync() => (await Connected(ref _commands, "commands")).GetDatabase();

    public async Task<IDatabase> BlockingAsync() => (await Connected(ref _blocking, "blocking")).GetDatabase();

    public async Task<ISubscriber> SubscriberAsync() => (await Connected(ref _commands, "commands")).GetSubscriber();

    public async ValueTask DisposeAsync()
    {
        if (_blocking is { IsCompletedSuccessfully: true }) await (await _blocking).DisposeAsync();
        if (_commands is { IsCompletedSuccessfully: true }) await (await _commands).DisposeAsync();
    }

    /// <summary>One attempt that failed for good (a name that did not resolve, say) must not be the last.</summary>
    private Task<ConnectionMultiplexer> Connected(ref Task<ConnectionMultiplexer>? connection, string role)
    {
        lock (_gate) return connection is null or { IsFaulted: true } ? connection = ConnectAsync(role) : connection;
    }

    private Task<ConnectionMultiplexer> ConnectAsync(string role)
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
