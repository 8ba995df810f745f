using System.Text.Json;

namespace HighPerf.Capacity.Campaigns;

/// <summary>What hpload's <c>result.json</c> says, of a valid run.</summary>
/// <param name="Began">When the load began, its warm-up included, seconds since 1970.</param>
/// <param name="From">When the measured time began, seconds since 1970.</param>
/// <param name="Until">When it ended.</param>
/// <param name="MeanAsking">Requests under way, on average over the measured time, as the generator counted them.</param>
/// <param name="Resolution">What latencies are quoted to, seconds: they are right to ± half of it, or to a tenth.</param>
/// <param name="GeneratorCpus">Processors that the generator's loops used.</param>
/// <param name="Steps">By name, and <c>all</c>.</param>
internal sealed record LoadResult(double Began, double From, double Until, double MeanAsking, double Resolution, double GeneratorCpus, IReadOnlyDictionary<string, LoadNumbers> Steps)
{
    public LoadNumbers All => Steps["all"];

    public double Seconds => Until - From;

    /// <summary>That hpload gave no numbers to compute with, and why; null when it did.</summary>
    public string? Withheld => All is { Service: not null, Mean: not null, Deviation: not null, P95: not null } ? null : "numbers are withheld, as the generator was late";

    /// <exception cref="CapacityException">It is not there, or INVALID.</exception>
    public static LoadResult Read(string path)
    {
        if (!File.Exists(path)) throw new CapacityException($"{path} is missing, and the report needs it");
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var run = json.RootElement;
        var began = run.GetProperty("started_at").GetDateTimeOffset().ToUnixTimeMilliseconds() / 1_000.0;
        var generators = run.GetProperty("generators").EnumerateArray().ToList();
        var rows = run.GetProperty("summary").EnumerateArray().Select(row => row.Deserialize<LoadNumbers>(CapacityJson.Options)!).ToList();
        if (rows.Count == 0) throw new CapacityException($"{path}: the run is INVALID, and has no numbers");
        var (warmUp, seconds) = (run.GetProperty("warm_up").GetDouble(), run.GetProperty("seconds").GetDouble());
        return new LoadResult(
            began, began + warmUp, began + seconds, generators.Sum(one => one.GetProperty("mean_asking").GetDouble()), run.GetProperty("resolution").GetDouble(), generators.Sum(one => one.GetProperty("processor_seconds").GetDouble()) / (seconds - warmUp),
            rows.ToDictionary(row => row.Step, StringComparer.Ordinal));
    }
}
