using System.Globalization;
using System.Text.Json;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.Capacity.Campaigns;

/// <summary>Runs hpload. It goes before the servers (SCHED_RR): what it is late by would be taken for theirs.</summary>
/// <param name="environment">Secrets that the plans name.</param>
internal sealed class Generator(CampaignOptions options, IReadOnlyDictionary<string, string> environment)
{
    private const int Invalid = 2;
    public const int MostTries = 15;
    private const int MostObjections = 4;

    /// <summary>Runs that one point may take, INVALID ones and those that were objected to.</summary>
    public const int MostRuns = MostTries + MostObjections;

    private int _runs; // each has a seed of its own

    /// <summary>Runs a plan until a run of it is valid: INVALID ones, mostly of a host that gave its processors to others, are told and made again.</summary>
    /// <param name="settings">Variables, asked for before each try; those that the plan has not are left out.</param>
    /// <param name="objection">What else is wrong with a valid run, null for nothing; after some more tries it is taken as it is. A machine that was not as fast as it was is another objection. A smoke has one alone: that its numbers are withheld.</param>
    /// <param name="tries">That may be INVALID; objections are counted apart.</param>
    /// <param name="taken">Tries more that may be INVALID since the host gave the generator's processors to others: they say nothing of what was measured.</param>
    /// <param name="settle">Before the machine is looked at after a load: what a server that was asked for too much still does would be taken for the machine's.</param>
    /// <exception cref="GeneratorException">So many were INVALID.</exception>
    public async Task<LoadResult> RunAsync(
        string plan, Uri target, string directory, Func<Task<IReadOnlyDictionary<string, string>>> settings, TimeSpan patience, Func<LoadResult, string?>? objection = null, int tries = MostTries, int taken = 0, Func<Task>? settle = null)
    {
        var text = await File.ReadAllTextAsync(plan);
        var (invalid, objections) = (0, 0);
        while (true)
        {
            string[] set = [.. (await settings()).Where(one => text.Contains("${" + one.Key, StringComparison.Ordinal)).SelectMany(one => new[] { "--set", $"{one.Key}={one.Value}" })];
            var before = await options.Machine.WaitAsync();
            var began = TimeProvider.System.GetTimestamp();
            var result = await ChildProcess.RunAsync(
                new ChildProcessOptions
                {
                    Program = options.Load,
                    Arguments = ["run", plan, "--target", target.AbsoluteUri, "--out", directory, "--quiet", "--seed", (++_runs).ToString(CultureInfo.InvariantCulture), .. (string[])(options.IsSmoke ? ["--smoke"] : []), .. set],
                    Environment = environment, RealTime = true,
                },
                patience);
            if (result.ExitCode is not (0 or 1 or Invalid)) throw new CapacityException($"hpload run {Path.GetFileName(plan)} ended with {result.ExitCode}: {result.Errors}");
            if (result.ExitCode != Invalid)
            {
                Compact(Path.Combine(directory, "result.json"));
                File.Delete(Path.Combine(directory, "report.html"));
                var load = LoadResult.Read(Path.Combine(directory, "result.json"));
                if (settle is not null) await settle();
                var speed = new MachineSpeed(before, await options.Machine.LookAsync());
                var against = objection?.Invoke(load);
                var reason = options.IsSmoke ? load.Withheld : against ?? options.Machine.Objection(speed, TimeProvider.System.GetElapsedTime(began));
                if (reason is null || objections == MostObjections)
                {
                    await File.WriteAllTextAsync(Path.Combine(directory, MachineSpeed.File), JsonSerializer.Serialize(speed with { Objection = against }, CapacityJson.Options) + "\n");
                    return load;
                }

                Progress.Say($"  {reason}: again ({++objections}/{MostObjections})");
                continue;
            }

            var verdict = result.Output.Split('\n')[0];
            if (taken > 0 && File.Exists(Path.Combine(directory, "result.json")) && InvalidLoad.Read(Path.Combine(directory, "result.json")).WasTaken)
            {
                taken--;
                tries++;
            }

            if (++invalid == tries) throw new GeneratorException($"{Path.GetFileName(plan)}: {verdict}");
            Progress.Say($"  {verdict}: again ({invalid}/{tries})");
        }
    }

    /// <summary>Without the blanks, which are half of it, and with paths from the repository's root: the plan's text names the clip.</summary>
    private static void Compact(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        File.WriteAllText(path, JsonSerializer.Serialize(json.RootElement).Replace(Repository.Root + "/", "", StringComparison.Ordinal) + "\n");
    }
}
