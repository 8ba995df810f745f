namespace HighPerf.Media.Tests.Corpus;

/// <summary>The test classes that share <see cref="MadeCorpus"/>; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class CorpusCollection : ICollectionFixture<MadeCorpus>
{
    public const string Name = "corpus";
}
