using System.Globalization;
using HighPerf.Load.Tests.Faults;
using HighPerf.Load.Tests.Feeds;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Commands;

/// <summary>Ctrl-C, at every time of a run.</summary>
public sealed class StoppedTests(BareServer server) : IClassFixture<BareServer>, IDisposable
{
    private const string Before = "hpload: stopped before the load began";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TestDirectory _directory = TestDirectory.Create("stopped");

    [Fact]
    public async Task Among_the_sign_ups_it_ends_with_130_and_one_line()
    {
        using var silent = new CannedServer(_ => null);
        await using var run = await StartAsync("""{ "player": { "players": 1 } }""", silent.Url);
        await silent.Asked.Task.WaitAsync(s_patience);
        run.Signal(ProcessSignals.Interrupt);
        Assert.Equal(130, await run.WaitForExitAsync(s_patience));
        Assert.Equal([Before], run.Lines);
    }

    [Fact]
    public async Task While_it_waits_for_its_time_it_ends_with_130()
    {
        var soon = TimeProvider.System.GetUtcNow().AddMinutes(5);
        await using var run = await StartAsync("{}", new Uri(server.Url), "--start-at", soon.ToString("O", CultureInfo.InvariantCulture));
        await run.WaitForLineAsync(line => line.StartsWith("waiting ", StringComparison.Ordinal), s_patience);
        run.Signal(ProcessSignals.Interrupt);
        Assert.Equal(130, await run.WaitForExitAsync(s_patience));
        Assert.Equal(Before, run.Lines[^1]);
    }

    [Fact]
    public async Task Under_load_it_ends_as_a_run_that_is_invalid_and_says_why()
    {
        await using var run = await StartAsync("{}", new Uri(server.Url), "--out", _directory.FullPath);
        await run.WaitForLineAsync(line => line.Contains("measuring", StringComparison.Ordinal), s_patience);
        run.Signal(ProcessSignals.Interrupt);
        Assert.Equal(2, await run.WaitForExitAsync(s_patience));
        Assert.Matches("^# test: INVALID: it was stopped after [0-9]+ of 60 s", run.Output[0]);
        Assert.True(File.Exists(Path.Combine(_directory.FullPath, "result.json")));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<ChildProcess> StartAsync(string feeds, Uri target, params string[] more)
    {
        var plan = Path.Combine(_directory.FullPath, "plan.json");
        await File.WriteAllTextAsync(plan, $$"""
            { "name": "test", "warm_up": "1s", "feeds": {{feeds}},
              "scenarios": [ { "name": "load", "load": [ { "simulation": "inject", "rate": 50, "during": "60s" } ], "steps": [ { "name": "step", "get": "/plaintext" } ] } ] }
            """);
        return await ChildProcess.StartAsync(new ChildProcessOptions { Program = PublishedPrograms.Load, Arguments = ["run", plan, "--target", target.AbsoluteUri, .. more] });
    }
}
