using System.Globalization;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals.Rates;
using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>Log-ins a second, and what half of them and all of them do to others, who only look at the ranking.</summary>
internal sealed class LoginsRace(Ground ground, RatePlans plans)
{
    private const double Nobody = 0.001; // a second: none comes
    private const int MostTries = 20; // few requests: one late one makes a run INVALID

    /// <summary>Shares of a system's own capacity at which others are watched.</summary>
    public static IReadOnlyList<int> Percents { get; } = [0, 50, 100];

    public static string Others(string rival, int percent) => string.Create(CultureInfo.InvariantCulture, $"{RivalPaths.Metric(RivalPaths.Logins)}/{rival}/others-{percent:000}");

    public async Task RunAsync()
    {
        await new RateRace(ground, RivalPaths.Logins, _ => plans.Logins()).RunAsync();
        var race = ground.Folder.Read<RaceRecord>(RivalPaths.Metric(RivalPaths.Logins) + "/race.json");
        foreach (var rival in ground.Rivals)
        {
            var capacity = RivalPaths.Rounds(RivalPaths.Logins, rival.Name, ground.Settings).Select(round => ground.Folder.Read<RateRecord>(round + "/search.json").Best).Min(); // each turn sustained that
            await using var machine = await MachineUnderLoad.WithApiAsync(rival, race.Cpus, ground.Options.MemoryBytes);
            foreach (var percent in Percents) await WatchAsync(rival, percent, Math.Max(Nobody, capacity * percent / 100));
        }
    }

    private async Task WatchAsync(IRival rival, int percent, double rate)
    {
        if (ground.Folder.Has($"{Others(rival.Name, percent)}/{MachineSpeed.File}")) return; // before the campaign was cut off
        var settings = new Dictionary<string, string>(await plans.LoginSettingsAsync(), StringComparer.Ordinal)
        {
            ["rate"] = rate.ToString("0.###", CultureInfo.InvariantCulture), ["warm_up"] = Seconds(ground.Settings.WarmUpSeconds), ["during"] = Seconds(ground.Settings.OthersSeconds),
        };
        var load = await ground.Generator(rival).RunAsync(
            RateProber.PlanPath("rival-logins.json"), rival.Url, ground.Folder.In(Others(rival.Name, percent)), () => Task.FromResult<IReadOnlyDictionary<string, string>>(settings), TimeSpan.FromSeconds(ground.Settings.OthersSeconds + 60), tries: MostTries);
        Progress.Say($"  logins, {rival.Name}, {percent} % ({rate:F1}/s): ranking p95 {load.Steps["ranking"].P95:F3} s");
    }

    private static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture) + "s";
}
