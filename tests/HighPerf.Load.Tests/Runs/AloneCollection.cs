namespace HighPerf.Load.Tests.Runs;

/// <summary>Tests that look at times: nothing of this program runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
