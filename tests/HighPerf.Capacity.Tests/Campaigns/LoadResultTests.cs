using HighPerf.Capacity.Campaigns;
using HighPerf.Testing.Servers;

namespace HighPerf.Capacity.Tests.Campaigns;

public sealed class LoadResultTests : IDisposable
{
    private const string Row = """{ "scenario": "all", "step": "all", "ok_per_second": 9.5, "errors": 0.05, "service": 0.1, "mean": 0.2, "deviation": 0.01, "p50": 0.2, "p90": 0.3, "p95": 0.4, "p99": 0.5, "max": 0.6 }""";

    private readonly TestDirectory _directory = TestDirectory.Create("load-result");

    [Fact]
    public void A_valid_run_has_its_numbers_and_when_they_were_measured()
    {
        var load = LoadResult.Read(Write(Row));
        Assert.Equal((1_000.0 + 5, 1_000.0 + 15, 10.0), (load.From, load.Until, load.Seconds));
        Assert.Equal((9.5, 0.05, 0.4, 0.1), (load.All.OkPerSecond, load.All.Errors, load.All.P95!.Value, load.All.Service!.Value));
        Assert.Equal((1.9, 0.3), (load.MeanAsking, load.GeneratorCpus));
    }

    [Fact]
    public void An_invalid_run_has_none() => Assert.Contains("INVALID", Assert.Throws<CapacityException>(() => LoadResult.Read(Write(""))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_one_is_named() =>
        Assert.Contains("nothing.json is missing", Assert.Throws<CapacityException>(() => LoadResult.Read(Path.Combine(_directory.FullPath, "nothing.json"))).Message, StringComparison.Ordinal);

    public void Dispose() => _directory.Dispose();

    private string Write(string row)
    {
        var path = Path.Combine(_directory.FullPath, "result.json");
        File.WriteAllText(path, $$"""
            { "started_at": "1970-01-01T00:16:40Z", "warm_up": 5, "seconds": 15, "resolution": 0.001, "summary": [{{row}}],
              "generators": [{ "mean_asking": 1.2, "processor_seconds": 2 }, { "mean_asking": 0.7, "processor_seconds": 1 }] }
            """);
        return path;
    }
}
