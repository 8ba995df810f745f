namespace HighPerf.System.Tests.Stack;

/// <summary>The tests that share one ordinary stack.</summary>
[CollectionDefinition(Name)]
public sealed class StackCollection : ICollectionFixture<StackFixture>
{
    public const string Name = "the shared stack";
}
