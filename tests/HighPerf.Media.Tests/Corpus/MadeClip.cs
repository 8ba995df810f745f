using System.Text.Json;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>What the worker made of a case. What is found out about it is found out once.</summary>
internal sealed record MadeClip(CorpusCase Case, ChildProcessResult Worker, string Video, string Thumbnail)
{
    private Task<Comparison>? _comparison;
    private Task<JsonDocument>? _probe;

    public Task<Comparison> ComparisonAsync() => _comparison ??= Comparison.MakeAsync(Case, Video);

    /// <summary>ffprobe's view of the file.</summary>
    public async Task<JsonElement> ProbeAsync() => (await (_probe ??= FfmpegOracle.ProbeAsync(Video))).RootElement;
}
