using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing;
using HighPerf.Testing.Servers.Groups;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>What all races have: both systems, the machine's size, and the rules of turns.</summary>
/// <param name="Rivals">The old one first.</param>
/// <param name="Postgres">The group of the server that has both databases.</param>
internal sealed record Ground(CampaignOptions Options, RunFolder Folder, RivalSettings Settings, IReadOnlyList<IRival> Rivals, LimitedGroup Postgres, string Scratch)
{
    /// <summary>For both, where the generator fails beside the larger machine.</summary>
    private const double FewerCpus = 1;

    /// <summary>
    /// The systems take turns. In the first round the new one goes first, as it asks most of the generator: where that fails its gate, all turns are made anew on the smaller machine.
    /// Then they change places each round, so that neither has the better half of a machine that changes.
    /// </summary>
    public async Task TakeTurnsAsync(string metric, Turn turn)
    {
        if (Folder.Has($"{RivalPaths.Metric(metric)}/race.json")) return; // before the campaign was cut off
        Directory.Delete(Folder.In(RivalPaths.Metric(metric)), recursive: true);
        Progress.Say($"rivals, {metric}, {Options.Cpus:0.##} CPU");
        var why = await RoundsAsync(metric, Options.Cpus, turn, isLast: Options.Cpus <= FewerCpus);
        if (why is not null && Options.Cpus > FewerCpus)
        {
            Progress.Say($"  the generator failed ({why}): both with {FewerCpus:0.0} CPU");
            Directory.Delete(Folder.In(RivalPaths.Metric(metric)), recursive: true);
            await RoundsAsync(metric, FewerCpus, turn, isLast: true);
            Folder.Write($"{RivalPaths.Metric(metric)}/race.json", new RaceRecord(FewerCpus, why));
        }
        else
        {
            Folder.Write($"{RivalPaths.Metric(metric)}/race.json", new RaceRecord(Options.Cpus, ""));
        }
    }

    public Generator Generator(IRival rival) =>
        new(Options, new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_CAPACITY_SECRET"] = rival.Secret });

    private async Task<string?> RoundsAsync(string metric, double cpus, Turn turn, bool isLast)
    {
        var rounds = RivalPaths.Turns(metric, Settings);
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var rival in round % 2 == 1 ? Rivals.Reverse() : Rivals)
            {
                Progress.Say($"  {metric}, {rival.Name}, round {round} of {rounds}");
                if (await turn(rival, Folder.In(RivalPaths.Round(metric, rival.Name, round)), cpus, isLast) is { } why) return why;
            }
        }

        return null;
    }
}
