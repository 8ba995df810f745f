using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.Testing;
using HighPerf.Testing.Load;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Load;

/// <summary>The load engine against the real thing: every kind of step is answered as the plan expects.</summary>
[Collection(QuietCollection.Name)]
public sealed class LoadSmokeTests(QuietStackFixture fixture) : IDisposable
{
    private readonly LoadRunner _load = new();
    private readonly TestDirectory _directory = TestDirectory.Create("load-clip");

    [Fact]
    public async Task Every_step_of_the_smoke_is_answered_as_expected()
    {
        var run = await RunAsync(Path.Combine(Repository.Root, "load", "scenarios", "smoke.json"));
        Assert.True(run.Result.ValueKind != global::System.Text.Json.JsonValueKind.Undefined, run.Errors);
        foreach (var step in run.Result.GetProperty("steps").EnumerateArray())
        {
            var outcomes = step.GetProperty("outcomes").EnumerateObject().ToDictionary(outcome => outcome.Name, outcome => outcome.Value.GetInt64());
            Assert.True(outcomes["Ok"] > 0 && outcomes.Values.Sum() == outcomes["Ok"], $"{step.GetProperty("name")}: {step.GetProperty("outcomes")} {step.GetProperty("examples")}");
        }

        foreach (var gate in new[] { "complete", "answered", "connections", "bodies", "clock" }) Assert.True(run.IsMet(gate), run.Report); // the others are about the machine
    }

    [Fact]
    public async Task A_wrong_name_of_a_field_is_no_load_test()
    {
        var plan = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "load", "scenarios", "smoke.json"));
        var path = Path.Combine(_directory.FullPath, "wrong.json");
        await File.WriteAllTextAsync(path, plan.Replace("\"video_file\":", "\"file\":", StringComparison.Ordinal));
        var run = await RunAsync(path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'upload' was answered as expected: 400: ", run.Verdict, StringComparison.Ordinal);
        Assert.Contains("missing_part", run.Verdict, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _load.Dispose();
        _directory.Dispose();
    }

    private async Task<LoadOutcome> RunAsync(string plan)
    {
        var clip = Path.Combine(_directory.FullPath, "clip.mp4");
        await File.WriteAllBytesAsync(clip, Mp4Bytes.Damaged(200_000));
        await MadeVideos.AddAsync(fixture.Stack, await fixture.Client.NewPlayerAsync(), 30);
        return await _load.RunFileAsync(plan, fixture.Stack.ApiUrl, null, "--set", "clip=" + clip, "--set", "pages=1"); // there is no second one
    }
}
