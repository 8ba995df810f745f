namespace HighPerf.Queue.Tests;

/// <summary>Tests that leave Redis and PostgreSQL as they are, and take little time: they share one of each.</summary>
[CollectionDefinition(Name)]
public sealed class QueueCollection : ICollectionFixture<QueueFixture>
{
    public const string Name = "queue";
}
