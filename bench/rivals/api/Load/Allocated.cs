using System.Globalization;

namespace HighPerf.ApiRace.Load;

/// <summary>Bytes that a server has allocated since it began, as it says itself.</summary>
internal static class Allocated
{
    private const string Metric = "dotnet_gc_heap_total_allocated_bytes_total";

    public static async Task<double> OfOursAsync(HttpClient http, Uri server)
    {
        var metrics = await http.GetStringAsync(new Uri(server, "/metrics"));
        var line = metrics.Split('\n').FirstOrDefault(line => line.StartsWith(Metric, StringComparison.Ordinal)) ?? throw new InvalidOperationException($"/metrics has no {Metric}");
        return double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public static async Task<double> OfBareAsync(HttpClient http, Uri server) =>
        double.Parse(await http.GetStringAsync(new Uri(server, "/allocated")), CultureInfo.InvariantCulture);
}
