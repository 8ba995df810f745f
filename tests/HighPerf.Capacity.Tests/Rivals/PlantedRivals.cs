using System.Globalization;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals;
using HighPerf.Capacity.Rivals.Races;
using HighPerf.Capacity.Rivals.Rates;

namespace HighPerf.Capacity.Tests.Rivals;

/// <summary>The raw files of a small comparison that nobody measured.</summary>
internal static class PlantedRivals
{
    private const double Began = 1_800_000_000;

    public static RunFolder Plant(string root)
    {
        var folder = RunFolder.Create(root, new CampaignFacts(CampaignScale.Quick, [], new MachineFacts("a processor", 2, 4, "a system", "6.0", new Dictionary<string, string>(StringComparer.Ordinal)), 1.5, 1_740, []), [RivalsCampaign.Part]);
        var settings = RivalSettings.Quick with { Rounds = 2 };
        folder.Write("rivals/settings.json", settings);
        foreach (var metric in RivalPaths.All) folder.Write($"rivals/{metric}/race.json", metric == RivalPaths.Rankings ? new RaceRecord(1, "the generator was late") : new RaceRecord(1.5, ""));
        Plant(folder, settings, "old", 1);
        Plant(folder, settings, "new", 10);
        return folder;
    }

    /// <param name="times">How much better it is.</param>
    private static void Plant(RunFolder folder, RivalSettings settings, string rival, double times)
    {
        foreach (var (metric, step) in ((string, string)[])[(RivalPaths.Rankings, "ranking"), (RivalPaths.Votes, "vote"), (RivalPaths.Logins, "login")])
        {
            foreach (var round in RivalPaths.Rounds(metric, rival, settings))
            {
                folder.Write(round + "/search.json", new RateRecord(
                    40 * times, metric == RivalPaths.Rankings && rival == "new", 200 / times,
                    [new RateProbe(40 * times, RateVerdict.Sustained, 40 * times, 0.3, 0, ""), new RateProbe(50 * times, RateVerdict.Missed, null, null, null, "too much"), new RateProbe(44 * times, RateVerdict.Missed, 30 * times, 2, 0, "")]));
                Result(folder, round + "/best", step, (round.EndsWith('1') ? 38 : 42) * times, 0.3);
                Machine(folder, round);
            }
        }

        foreach (var percent in LoginsRace.Percents) Result(folder, LoginsRace.Others(rival, percent), "ranking", 5, (0.1 + percent / 100.0) / times);
        foreach (var round in RivalPaths.Rounds(RivalPaths.Uploads, rival, settings))
        {
            Result(folder, round, "upload", 5 * times, 0.3);
            folder.Write(round + "/upload.json", new UploadRecord(20_000_000, 50, rival == "new" ? 50 : 150));
        }

        foreach (var round in RivalPaths.Rounds(RivalPaths.Clips, rival, settings)) folder.Write(round + "/clips.json", new ClipsRecord(3, 90 / times, 45 / times, 600));
        foreach (var round in RivalPaths.Rounds(RivalPaths.Queue, rival, settings)) folder.Write(round + "/queue.json", new QueueRecord(301, 3 / times, [0.2 / times], [5 / times]));
        foreach (var round in RivalPaths.Rounds(RivalPaths.Starts, rival, settings))
            folder.Write(round + "/start.json", new StartRecord(1 / times, 50, round.EndsWith('1') ? 8 / times : null, round.EndsWith('1') ? 90 / times : null));
    }

    private static void Result(RunFolder folder, string directory, string step, double perSecond, double p95)
    {
        string Row(string name) => string.Create(CultureInfo.InvariantCulture, $$"""{"scenario":"s","step":"{{name}}","ok_per_second":{{perSecond}},"errors":0,"p95":{{p95}}}""");
        File.WriteAllText(Path.Combine(folder.In(directory), "result.json"), string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"started_at":"2027-01-15T08:00:00Z","warm_up":1,"seconds":6,"resolution":0.002,"generators":[{"mean_asking":1,"processor_seconds":1}],"summary":[{{Row("all")}},{{Row(step)}}]}"""));
    }

    private static void Machine(RunFolder folder, string directory) => File.WriteAllLines(
        Path.Combine(folder.In(directory), "machine.csv"),
        ["at,server_cpu_s,throttled_s,database_cpu_s,memory_mib,disk_busy_s,disk_written_mib,queue,processes,machine_cpu_s", .. Enumerable.Range(0, 20).Select(n => string.Create(CultureInfo.InvariantCulture, $"{Began + n / 2.0:F3},{n * 0.4:F3},0,0,100,0,0,0,1,0"))]);
}
