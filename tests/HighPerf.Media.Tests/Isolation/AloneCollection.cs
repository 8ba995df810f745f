namespace HighPerf.Media.Tests.Isolation;

/// <summary>Tests that measure times or memory: nothing else runs in this process meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
