using HighPerf.Testing.Servers;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>What the worker made of a case.</summary>
internal sealed record MadeClip(CorpusCase Case, ChildProcessResult Worker, string Video, string Thumbnail)
{
    private Task<Comparison>? _comparison;

    public Task<Comparison> ComparisonAsync() => _comparison ??= Comparison.MakeAsync(Case, Video);
}
