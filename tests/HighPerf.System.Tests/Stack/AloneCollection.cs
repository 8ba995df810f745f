namespace HighPerf.System.Tests.Stack;

/// <summary>Tests that measure time on a machine that is theirs, or leave nothing of it to others: nothing else of this run goes on beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
