namespace HighPerf.Queue.Tests;

/// <summary>Tests that take the processors or the thread pool from all others of this process: nothing of it runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
