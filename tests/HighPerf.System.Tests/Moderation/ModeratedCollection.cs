namespace HighPerf.System.Tests.Moderation;

/// <summary>The tests that share the moderated stack.</summary>
[CollectionDefinition(Name)]
public sealed class ModeratedCollection : ICollectionFixture<ModeratedStackFixture>
{
    public const string Name = "a moderated stack";
}
