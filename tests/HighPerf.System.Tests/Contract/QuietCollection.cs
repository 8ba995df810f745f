namespace HighPerf.System.Tests.Contract;

/// <summary>The tests that share a stack without a worker.</summary>
[CollectionDefinition(Name)]
public sealed class QuietCollection : ICollectionFixture<QuietStackFixture>
{
    public const string Name = "a stack without a worker";
}
