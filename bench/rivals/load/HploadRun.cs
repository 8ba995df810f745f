using System.Text.Json;

namespace HighPerf.LoadRace;

/// <summary>What a run of hpload said: its verdict, how much it asked for, and two quantiles in milliseconds.</summary>
internal sealed record HploadRun(bool IsValid, string Verdict, double Requests, double CpuSeconds, double Median, double Percentile99)
{
    /// <summary>Runs until it is valid: what the machine's host or others do makes a run INVALID, and it is run again.</summary>
    public static async Task<HploadRun> ValidAsync(Rivals rivals, string plan, Uri server, TimeSpan patience, params string[] settings)
    {
        const int Most = 30;
        for (var again = 1; ; again++)
        {
            var run = await OnceAsync(rivals, plan, server, patience, settings);
            if (run.IsValid) return run;
            await Console.Error.WriteLineAsync($"  run again ({again}/{Most}): {run.Verdict}");
            if (again == Most) throw new InvalidOperationException($"no run of {plan} was valid: {run.Verdict}");
        }
    }

    private static async Task<HploadRun> OnceAsync(Rivals rivals, string plan, Uri server, TimeSpan patience, string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("load-race-");
        try
        {
            var (result, cpu) = await Rivals.RunAsync(
                patience, rivals.Load, ["run", Path.Combine(rivals.Plans, plan), "--target", server.AbsoluteUri, "--out", directory.FullName, "--quiet", .. settings.SelectMany(setting => new[] { "--set", setting })]);
            if (result.ExitCode is not (0 or 1 or 2)) throw new InvalidOperationException($"hpload ended with {result.ExitCode}: {result.Errors}");
            var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(directory.FullName, "result.json"))).RootElement;
            // The warm-up is in the generator's processor time, so it is in its requests.
            var requests = json.GetProperty("steps").EnumerateArray().Sum(step => step.GetProperty("series").EnumerateArray().Sum(second => second.GetProperty("ok").GetInt64()));
            var summary = json.GetProperty("summary").EnumerateArray().FirstOrDefault(); // none when it is INVALID
            return new HploadRun(result.ExitCode != 2, result.Output.Split('\n')[0], requests, cpu, Milliseconds(summary, "p50"), Milliseconds(summary, "p99"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static double Milliseconds(JsonElement summary, string name) => summary.ValueKind == JsonValueKind.Undefined ? double.NaN : 1_000 * summary.GetProperty(name).GetDouble();
}
