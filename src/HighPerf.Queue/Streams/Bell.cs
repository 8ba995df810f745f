using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Streams;

/// <summary>Rings: adds doorbells. A bell that cannot be rung costs a sweep period, never a job, so failures are logged, not thrown.</summary>
public sealed partial class Bell(QueueRedis redis, ILogger<Bell> logger)
{
    /// <summary>Adds one doorbell per job (XADD, pipelined, no MAXLEN: trimming would eat unacknowledged entries).</summary>
    /// <returns>Whether every bell was rung.</returns>
    public async Task<bool> RingAsync(JobPriority priority, params IReadOnlyList<Guid> jobs)
    {
        if (jobs.Count == 0) return true;
        try
        {
            var database = await redis.CommandsAsync();
            var stream = redis.Stream(priority);
            await Task.WhenAll(jobs.Select(job => database.StreamAddAsync(stream, "job", job.ToString("N"))));
            return true;
        }
        catch (Exception e) // whatever Redis answers, the commit has happened and the sweep will ring
        {
            NotRung(jobs.Count, priority, e.Message);
            return false;
        }
    }

    /// <summary>How many entries the stream holds (XLEN).</summary>
    public async Task<long> LengthAsync(JobPriority priority) =>
        await (await redis.CommandsAsync()).StreamLengthAsync(redis.Stream(priority));

    [LoggerMessage(2001, LogLevel.Warning, "{Count} doorbells of priority {Priority} not rung, the sweep will: {Reason}")]
    private partial void NotRung(int count, JobPriority priority, string reason);
}
