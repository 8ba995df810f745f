using System.Text.Json;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;
using HighPerf.Load.Runs;
using HighPerf.Load.Tests.Runs;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Faults;

/// <summary>Who stood still, the server or the generator, is told apart.</summary>
[Collection(AloneCollection.Name)]
public sealed class StallTests(BareServer server) : IClassFixture<BareServer>, IDisposable
{
    private readonly PlanRunner _plans = new();

    [Fact]
    public async Task A_server_that_takes_no_connection_is_not_a_generator_that_is_late()
    {
        // 300 a second for five seconds are more than the server's queue has room for.
        var running = _plans.RunAsync(server.Url, """{ "simulation": "inject", "rate": 300, "during": "10s" }""", """{ "name": "step", "get": "/plaintext" }""");
        await Task.Delay(TimeSpan.FromSeconds(3));
        server.Process.Signal(ProcessSignals.Stop);
        await Task.Delay(TimeSpan.FromSeconds(5));
        server.Process.Signal(ProcessSignals.Continue);
        var run = await running;
        var step = run.Steps[0];
        Assert.Equal((3_000, 3_000), (step.Ok, step.Count));
        Assert.InRange(PlanRunner.Latency(step, "max"), 4.5, 15);
        Assert.InRange(Punctuality.Of(run.Resolution, step).Late("max"), 0, 1); // it was 4.8 s
    }

    [Fact]
    public async Task A_generator_that_stands_still_cannot_hide_it()
    {
        const string Plan = """
            { "name": "test", "warm_up": "1s", "scenarios": [ { "name": "load", "load": [ { "simulation": "inject", "rate": 100, "during": "8s" } ], "steps": [ { "name": "step", "get": "/plaintext" } ] } ] }
            """;
        await File.WriteAllTextAsync(Path.Combine(_plans.Directory, "stall.json"), Plan);
        await using var generator = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("dotnet"),
            Arguments = [Path.Combine(AppContext.BaseDirectory, "hpload.dll"), "run", Path.Combine(_plans.Directory, "stall.json"), "--target", server.Url, "--out", _plans.Directory],
        });
        await Task.Delay(TimeSpan.FromSeconds(4));
        generator.Signal(ProcessSignals.Stop);
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        generator.Signal(ProcessSignals.Continue);
        Assert.Equal(ExitCodes.Invalid, await generator.WaitForExitAsync(TimeSpan.FromMinutes(1)));
        using var result = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_plans.Directory, "result.json")));
        var unmet = result.RootElement.GetProperty("gates").EnumerateArray().Where(gate => !gate.GetProperty("is_met").GetBoolean()).Select(gate => gate.GetProperty("name").GetString());
        Assert.Contains("rate", unmet);
        var step = result.RootElement.GetProperty("steps")[0];
        Assert.InRange(Quantiles.Of(Histograms.Decode(step.GetProperty("lateness").GetString()!), "max") / 1e6, 0.3, 5);
    }

    public void Dispose() => _plans.Dispose();
}
