using System.Globalization;
using HighPerf.Testing.Servers;
using StackExchange.Redis;

namespace HighPerf.Chaos.Judgement;

/// <summary>At rest no stream holds a doorbell, and no consumer has one pending.</summary>
internal sealed class StreamsJudge(RedisServer redis)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<Verdict> JudgeAsync()
    {
        var verdict = new Verdict("no doorbell is left in Redis");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var database = connection.GetDatabase();
        var server = connection.GetServers()[0];
        var left = string.Empty;
        var streams = 0;
        try
        {
            await Poll.UntilAsync("the streams are empty", Patience, async () =>
            {
                var keys = await KeysAsync(server);
                var found = new List<string>();
                streams = 0;
                foreach (var key in keys)
                {
                    if (await database.KeyTypeAsync(key) != RedisType.Stream)
                        continue;
                    streams++;
                    var pending = 0L;
                    foreach (var group in await database.StreamGroupInfoAsync(key))
                        pending += group.PendingMessageCount;
                    var length = await database.StreamLengthAsync(key);
                    if (length + pending > 0)
                        found.Add(string.Create(CultureInfo.InvariantCulture, $"{key}: {length} entries, {pending} pending"));
                }

                left = string.Join("; ", found);
                return found.Count == 0;
            });
        }
        catch (TimeoutException)
        {
            verdict.Expect(right: false, () => left);
        }

        verdict.Looked = string.Create(CultureInfo.InvariantCulture, $"{streams} streams");
        return verdict;
    }

    private static async Task<IReadOnlyList<RedisKey>> KeysAsync(IServer server)
    {
        var keys = new List<RedisKey>();
        await foreach (var key in server.KeysAsync())
            keys.Add(key);
        return keys;
    }
}
