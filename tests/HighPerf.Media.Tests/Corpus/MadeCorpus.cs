using System.Globalization;
using HighPerf.Testing.Servers;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>Every case made once with each flavour, for all tests that look at the result.</summary>
public sealed class MadeCorpus : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create("corpus");
    private readonly Dictionary<(string Name, string Flavour), MadeClip> _made = [];

    /// <summary>The clip; a case that was not made fails the test that asks for it.</summary>
    internal async Task<MadeClip> Of(string name, string flavour)
    {
        // The tests of a collection run one after the other.
        if (!_made.TryGetValue((name, flavour), out var made)) _made[(name, flavour)] = made = await MakeAsync(name, flavour);
        Assert.True(made.Worker.ExitCode == 0, $"The worker ended with {made.Worker.ExitCode}:\n{made.Worker.Output}\n{made.Worker.Errors}");
        return made;
    }

    internal async Task<Comparison> ComparisonOf(string name, string flavour) => await (await Of(name, flavour)).ComparisonAsync();

    public void Dispose() => _directory.Dispose();

    private async Task<MadeClip> MakeAsync(string name, string flavour)
    {
        var one = CorpusTable.Case(name);
        var path = Path.Combine(_directory.Subdirectory(flavour), _made.Count.ToString(CultureInfo.InvariantCulture));
        var (video, thumbnail) = ($"{path}.mp4", $"{path}.jpg");
        var worker = await WorkerProgram.TranscodeAsync(
            flavour, await one.ClipAsync(), video, thumbnail, _directory.Subdirectory($"{flavour}-cache"), anyClip: !one.KeepsRules);
        return new MadeClip(one, worker, video, thumbnail);
    }
}
