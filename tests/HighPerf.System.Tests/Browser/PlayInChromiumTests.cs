using System.Text.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Browser;

[Collection(StackCollection.Name)]
public sealed class PlayInChromiumTests(StackFixture fixture)
{
    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.PortraitByRotationFlag)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task A_clip_plays_and_seeks(SourceClip clip)
    {
        var directory = Path.Combine(Repository.Root, "tests", "browser");
        Assert.True(Directory.Exists(Path.Combine(directory, "node_modules")),
            "tests/browser/node_modules is missing: run npm ci in tests/browser (./dev test does)");
        var video = await fixture.ProcessedAsync(clip);

        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions
            {
                Program = Programs.Find("node"),
                Arguments = [Path.Combine(directory, "play-and-seek.mjs"), video.ProcessedUrl],
                WorkingDirectory = directory,
            },
            TimeSpan.FromMinutes(3));

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        using var seen = JsonDocument.Parse(result.Output);
        var root = seen.RootElement;
        Assert.True(root.GetProperty("ok").GetBoolean(), result.Output);
        Assert.Equal(1280, root.GetProperty("width").GetInt32());
        Assert.Equal(720, root.GetProperty("height").GetInt32());
        var duration = root.GetProperty("duration").GetDouble();
        Assert.InRange(duration, 20, 35.0);
        Assert.Equal(duration, root.GetProperty("seekable").GetDouble(), tolerance: 0.5);
        Assert.Equal(15, root.GetProperty("positions").GetProperty("sought").GetDouble(), tolerance: 0.3);
        Assert.Equal(duration, root.GetProperty("positions").GetProperty("ended").GetDouble(), tolerance: 0.1);
        Assert.True(root.GetProperty("partialResponses").GetInt32() >= 1, "The browser got no partial response: " + result.Output);
        foreach (var difference in root.GetProperty("differences").EnumerateObject())
            Assert.True(difference.Value.GetDouble() > 1, "The picture stands still: " + result.Output);
    }
}
