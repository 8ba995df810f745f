using StackExchange.Redis;

namespace HighPerf.Queue.Streams;

/// <summary>A stream entry that says "this job may be ready", nothing more.</summary>
public readonly record struct Doorbell(JobPriority Priority, RedisValue EntryId, Guid JobId);
