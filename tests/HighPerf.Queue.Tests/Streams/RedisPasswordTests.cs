using HighPerf.Queue.Streams;
using HighPerf.Testing.Servers;
using StackExchange.Redis;

namespace HighPerf.Queue.Tests.Streams;

public sealed class RedisPasswordTests
{
    [Fact]
    public async Task A_connection_that_is_lost_after_the_password_was_changed_is_made_again_with_the_new_one()
    {
        await using var server = await RedisServer.StartAsync();
        Assert.Equal("+OK", await server.CommandAsync("CONFIG SET requirepass first"));
        await using var owner = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",password=first,allowAdmin=true");
        var options = RedisUrl.Parse(new Uri(FormattableString.Invariant($"redis://:first@127.0.0.1:{server.Port}")));
        var password = RedisPassword.Of(options);
        await using var redis = new QueueRedis(options, new JobQueueOptions());
        await (await redis.CommandsAsync()).PingAsync();

        await owner.GetDatabase().ExecuteAsync("CONFIG", "SET", "requirepass", "second");
        await (await redis.CommandsAsync()).PingAsync(); // who is in stays
        password.Use("second");
        await owner.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

        await Poll.UntilAsync("it is connected again", TimeSpan.FromSeconds(30), async () =>
        {
            try
            {
                return await (await redis.CommandsAsync()).PingAsync() >= TimeSpan.Zero;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                return false;
            }
        });
    }
}
