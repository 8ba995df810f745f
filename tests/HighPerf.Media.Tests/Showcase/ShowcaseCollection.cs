namespace HighPerf.Media.Tests.Showcase;

/// <summary>The test classes that share <see cref="MadeShowcase"/>; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ShowcaseCollection : ICollectionFixture<MadeShowcase>
{
    public const string Name = "showcase";
}
