namespace HighPerf.System.Tests.TwoApis;

/// <summary>The tests that share a stack of two API processes.</summary>
[CollectionDefinition(Name)]
public sealed class TwoApisCollection : ICollectionFixture<TwoApisFixture>
{
    public const string Name = "a stack of two APIs";
}
