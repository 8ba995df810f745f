using System.Text.Json;

namespace HighPerf.Capacity.Campaigns;

/// <summary>Why a run of hpload was INVALID, as its <c>result.json</c> says it.</summary>
/// <param name="Gates">Those that were not met, by their names (load/README.md).</param>
/// <param name="Finding">What these found.</param>
/// <param name="WaitedShare">Of the requests, for a connection.</param>
internal sealed record InvalidLoad(IReadOnlySet<string> Gates, string Finding, double WaitedShare)
{
    /// <summary>The host gave the generator's processors to others: it says nothing of what was measured.</summary>
    public bool WasTaken => Gates.Contains("steal");

    public static InvalidLoad Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var generators = json.RootElement.GetProperty("generators").EnumerateArray().ToList();
        var unmet = json.RootElement.GetProperty("gates").EnumerateArray().Where(gate => !gate.GetProperty("is_met").GetBoolean()).ToList();
        return new InvalidLoad(
            unmet.Select(gate => gate.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal),
            string.Join("; ", unmet.Select(gate => gate.GetProperty("finding").GetString())),
            (double)generators.Sum(one => one.GetProperty("waited").GetInt64()) / Math.Max(1, generators.Sum(one => one.GetProperty("asked").GetInt64())));
    }
}
