using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals.Rates;
using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>The largest rate that each system sustains of one kind of request.</summary>
internal sealed class RateRace(Ground ground, string metric, Func<IRival, RatePlan> plan)
{
    private const double Growth = 2;
    private const double GrowthAgain = 1.25; // of a search that begins where the last one ended

    private readonly Dictionary<string, double> _found = new(StringComparer.Ordinal);

    public Task RunAsync() => ground.TakeTurnsAsync(metric, TurnAsync);

    private async Task<string?> TurnAsync(IRival rival, string directory, double cpus, bool isLast)
    {
        var settings = ground.Settings;
        await using var machine = await MachineUnderLoad.WithApiAsync(rival, cpus, ground.Options.MemoryBytes);
        var prober = new RateProber(ground.Generator(rival), rival.Url, machine, plan(rival), settings.WarmUpSeconds, settings.ProbeSeconds, directory);
        var search = _found.TryGetValue(rival.Name, out var found)
            ? new RateSearch(found, GrowthAgain, settings.Precision, settings.MostProbes)
            : new RateSearch(settings.Begin(metric, rival.Name), Growth, settings.Precision, settings.MostProbes);
        await using var watch = new MachineWatch(machine.Group, ground.Postgres, rival.UploadsDirectory);
        var probes = await prober.SearchAsync(search, isLast);
        if (!isLast && probes.FirstOrDefault(probe => probe.Verdict == RateVerdict.BeyondGenerator) is { } beyond) return beyond.Finding;
        await watch.EndAsync(Path.Combine(directory, "machine.csv"));
        if (search.Best is not { } best) throw new CapacityException($"{metric}, {rival.Name}: no rate was sustained");
        _found[rival.Name] = best;
        ground.Folder.Write(Path.Combine(Path.GetRelativePath(ground.Folder.Root, directory), "search.json"), new RateRecord(best, search.IsAtLeast, prober.AfterMiB, probes));
        Progress.Say($"  {metric}, {rival.Name}: {(search.IsAtLeast ? "at least " : "")}{best:F1}/s");
        return null;
    }
}
