namespace HighPerf.System.Tests.Limits;

/// <summary>The tests that share the stack with narrow limits.</summary>
[CollectionDefinition(Name)]
public sealed class LimitedCollection : ICollectionFixture<LimitedStackFixture>
{
    public const string Name = "a stack with narrow limits";
}
