using System.Collections.Concurrent;
using HighPerf.Load.Engine;
using HighPerf.Load.Tests.Runs;
using HighPerf.Load.Tests.Servers;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Engine;

[Collection(AloneCollection.Name)]
public sealed class SeedsTests
{
    [Fact]
    public void Each_loop_and_each_seed_has_a_number_of_its_own() =>
        Assert.Equal(4_000, Enumerable.Range(0, 1_000).SelectMany(seed => Enumerable.Range(0, 4).Select(share => Seeds.Of(seed, share))).Distinct().Count());

    [Fact]
    public async Task Two_processes_with_the_same_seed_draw_the_same()
    {
        var (first, second, other) = (await DrawnAsync("7"), await DrawnAsync("7"), await DrawnAsync("8"));
        Assert.Equal(50, first.Count);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    private static async Task<List<string>> DrawnAsync(string seed)
    {
        const string Plan = """
            { "name": "test", "feeds": { "n": { "integers": [1, 1000000] } },
              "scenarios": [ { "name": "load", "load": [ { "simulation": "inject", "rate": 50, "during": "1s" } ], "steps": [ { "name": "step", "get": "/{n}" } ] } ] }
            """;
        var asked = new ConcurrentQueue<string>();
        await using var server = new ScriptedServer((request, stream) =>
        {
            asked.Enqueue(request.Target);
            return ScriptedServer.AnswerAsync(stream, "200 OK", "");
        });
        using var directory = TestDirectory.Create("seed");
        var plan = Path.Combine(directory.FullPath, "plan.json");
        await File.WriteAllTextAsync(plan, Plan);
        await ChildProcess.RunAsync(new ChildProcessOptions { Program = Programs.Find("dotnet"), Arguments = [Path.Combine(AppContext.BaseDirectory, "hpload.dll"), "run", plan, "--target", server.Url, "--seed", seed] }, TimeSpan.FromMinutes(1));
        return [.. asked.Order(StringComparer.Ordinal)];
    }
}
