using System.Globalization;
using StackExchange.Redis;

namespace HighPerf.Queue.Streams;

/// <summary>
/// Reads, acknowledges and hands back doorbells of the consumer group. Groups start at 0, never at $ (what was added before would be
/// lost), and are made again when a flush or a new server has forgotten them (NOGROUP; UNBLOCKED when that happens to a waiting read).
/// </summary>
public sealed class DoorbellReader(QueueRedis redis, JobQueueOptions options)
{
    private static readonly string s_acknowledge = Resources.Read("acknowledge.lua");
    private static readonly string s_handBack = Resources.Read("hand-back.lua");
    private static readonly JobPriority[] s_priorities = Enum.GetValues<JobPriority>();

    /// <summary>Up to <paramref name="count"/> doorbells of one stream, without waiting.</summary>
    public async Task<IReadOnlyList<Doorbell>> ReadAsync(JobPriority priority, int count)
    {
        var database = await redis.CommandsAsync();
        return Parse(await WithGroupsAsync(() => database.ExecuteAsync(
            "XREADGROUP", "GROUP", QueueRedis.Group, options.Owner, "COUNT", count, "STREAMS", redis.Stream(priority), ">")));
    }

    /// <summary>Waits for the next doorbell of any stream. COUNT is per stream, so up to one of each may come: hand back the surplus.</summary>
    public async Task<IReadOnlyList<Doorbell>> WaitAsync(TimeSpan block)
    {
        var database = await redis.BlockingAsync();
        return Parse(await WithGroupsAsync(() => database.ExecuteAsync("XREADGROUP",
        [
            "GROUP", QueueRedis.Group, options.Owner, "COUNT", 1, "BLOCK", (long)block.TotalMilliseconds, "STREAMS",
            .. s_priorities.Select(p => (object)redis.Stream(p)), .. s_priorities.Select(_ => (object)">"),
        ])));
    }

    /// <summary>Takes over doorbells that a consumer has left pending for <paramref name="minIdle"/> (XAUTOCLAIM).</summary>
    public async Task<IReadOnlyList<Doorbell>> TakeOverAsync(JobPriority priority, TimeSpan minIdle, int count)
    {
        var database = await redis.CommandsAsync();
        var reply = await WithGroupsAsync(() => database.ExecuteAsync(
            "XAUTOCLAIM", redis.Stream(priority), QueueRedis.Group, options.Owner, (long)minIdle.TotalMilliseconds, "0", "COUNT", count));
        var bells = new List<Doorbell>();
        ParseEntries(reply[1], priority, bells);
        return bells;
    }

    /// <summary>XACK + XDEL in one script.</summary>
    public async Task AcknowledgeAsync(Doorbell bell)
    {
        var database = await redis.CommandsAsync();
        await database.ScriptEvaluateAsync(s_acknowledge, [redis.Stream(bell.Priority)], [QueueRedis.Group, bell.EntryId]);
    }

    /// <summary>Gives a doorbell that this process has no slot for to whoever reads next.</summary>
    public async Task HandBackAsync(Doorbell bell)
    {
        var database = await redis.CommandsAsync();
        await database.ScriptEvaluateAsync(
            s_handBack, [redis.Stream(bell.Priority)], [QueueRedis.Group, bell.EntryId, bell.JobId.ToString("N")]);
    }

    private async Task<RedisResult> WithGroupsAsync(Func<Task<RedisResult>> read)
    {
        try
        {
            return await read();
        }
        catch (RedisServerException e) when (
            e.Message.StartsWith("NOGROUP", StringComparison.Ordinal) || e.Message.StartsWith("UNBLOCKED", StringComparison.Ordinal))
        {
            await CreateGroupsAsync();
            return await read();
        }
    }

    private async Task CreateGroupsAsync()
    {
        var database = await redis.CommandsAsync();
        foreach (var priority in s_priorities)
        {
            try
            {
                await database.StreamCreateConsumerGroupAsync(redis.Stream(priority), QueueRedis.Group, "0", createStream: true);
            }
            catch (RedisServerException e) when (e.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
            {
                // Another process was first.
            }
        }
    }

    /// <summary>RESP2: null, or an array of [stream, [[id, [field, value, …]], …]].</summary>
    private static List<Doorbell> Parse(RedisResult reply)
    {
        var bells = new List<Doorbell>();
        if (reply.IsNull) return bells;
        for (var i = 0; i < reply.Length; i++)
        {
            var name = (string)reply[i][0]!;
            ParseEntries(reply[i][1], (JobPriority)int.Parse(name.AsSpan(name.LastIndexOf(':') + 1), CultureInfo.InvariantCulture), bells);
        }

        return bells;
    }

    /// <summary>An entry that was deleted while pending comes back as null or without fields; one that names no job is not ours to run.</summary>
    private static void ParseEntries(RedisResult entries, JobPriority priority, List<Doorbell> into)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.IsNull || entry[1].IsNull) continue;
            var job = entry[1].Length >= 2 && Guid.TryParseExact((string?)entry[1][1], "N", out var id) ? id : Guid.Empty;
            into.Add(new Doorbell(priority, (RedisValue)entry[0], job));
        }
    }
}
