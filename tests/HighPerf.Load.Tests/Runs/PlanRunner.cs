using HighPerf.Load.Measurements;
using HighPerf.Load.Results;
using HighPerf.Load.Runs;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Runs;

/// <summary>Runs plans in the test's own process.</summary>
internal sealed class PlanRunner : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create("plan");

    /// <summary>Where the plan's files are.</summary>
    public string Directory => _directory.FullPath;

    /// <summary>A plan of one scenario.</summary>
    public Task<RunResult> RunAsync(string server, string load, string steps, string more = "") => RunAsync(
        server, $$"""{ "name": "test", {{more}} "scenarios": [ { "name": "load", "load": [ {{load}} ], "steps": [ {{steps}} ] } ] }""");

    public async Task<RunResult> RunAsync(string server, string plan)
    {
        var path = Path.Combine(Directory, "plan.json");
        await File.WriteAllTextAsync(path, plan);
        return await new LoadRun(new RunOptions(path, new Uri(server), new Dictionary<string, string>(StringComparer.Ordinal), 1, null, 1, Quiet: true, IsSmoke: false), TextWriter.Null).RunAsync(CancellationToken.None);
    }

    public static StepResult Step(RunResult run, string name) => run.Steps.Single(step => step.Name == name);

    /// <summary>Seconds.</summary>
    public static double Latency(StepResult step, string quantile) => Quantiles.Of(Histograms.Decode(step.Latency), quantile) / 1e6;

    public void Dispose() => _directory.Dispose();
}
