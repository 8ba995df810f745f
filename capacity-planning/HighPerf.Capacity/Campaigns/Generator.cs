using System.Globalization;
using System.Text.Json;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.Capacity.Campaigns;

/// <summary>Runs hpload. It goes before the servers (SCHED_RR): what it is late by would be taken for theirs.</summary>
internal sealed class Generator(string program, IReadOnlyDictionary<string, string> environment)
{
    private const int Invalid = 2;
    private const int MostTries = 15;
    private const int TriesOfSmoke = 6;
    private const int MostObjections = 4;

    /// <summary>Of a smoke there are fewer tries, and nobody waits for a quiet machine: it has no numbers that matter.</summary>
    public bool IsSmoke { get; init; }

    /// <summary>Runs a plan until a run of it is valid: INVALID ones, mostly of a host that gave its processors to others, are told and made again.</summary>
    /// <param name="settings">Variables; those that the plan has not are left out.</param>
    /// <param name="between">What to do before each try.</param>
    /// <param name="objection">What else is wrong with a valid run, null for nothing; after some more tries it is taken as it is.</param>
    /// <param name="tries">At most.</param>
    /// <exception cref="GeneratorException">None was valid.</exception>
    public async Task<LoadResult> RunAsync(string plan, Uri target, string directory, IReadOnlyDictionary<string, string> settings, TimeSpan patience, Func<Task>? between = null, Func<LoadResult, string?>? objection = null, int tries = MostTries)
    {
        if (IsSmoke) tries = Math.Min(tries, TriesOfSmoke);
        var text = await File.ReadAllTextAsync(plan);
        string[] set = [.. settings.Where(one => text.Contains("${" + one.Key, StringComparison.Ordinal)).SelectMany(one => new[] { "--set", $"{one.Key}={one.Value}" })];
        for (var again = 1; ; again++)
        {
            if (!IsSmoke) await QuietMachine.WaitAsync();
            if (between is not null) await between();
            var result = await ChildProcess.RunAsync(
                new ChildProcessOptions
                {
                    Program = program,
                    Arguments = ["run", plan, "--target", target.AbsoluteUri, "--out", directory, "--quiet", "--seed", again.ToString(CultureInfo.InvariantCulture), .. set],
                    Environment = environment, RealTime = true,
                },
                patience);
            if (result.ExitCode is not (0 or 1 or Invalid)) throw new CapacityException($"hpload run {Path.GetFileName(plan)} ended with {result.ExitCode}: {result.Errors}");
            if (result.ExitCode != Invalid)
            {
                Compact(Path.Combine(directory, "result.json"));
                File.Delete(Path.Combine(directory, "report.html"));
                var load = LoadResult.Read(Path.Combine(directory, "result.json"));
                if (again > MostObjections || objection?.Invoke(load) is not { } reason) return load;
                Progress.Say($"  {reason}: again ({again}/{MostObjections})");
                continue;
            }

            var verdict = result.Output.Split('\n')[0];
            if (tries > 1) Progress.Say($"  {verdict}: again ({again}/{tries})");
            if (again == tries) throw new GeneratorException($"{Path.GetFileName(plan)}: {verdict}");
        }
    }

    /// <summary>Without the blanks, which are half of it.</summary>
    private static void Compact(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        File.WriteAllText(path, JsonSerializer.Serialize(json.RootElement) + "\n");
    }
}
