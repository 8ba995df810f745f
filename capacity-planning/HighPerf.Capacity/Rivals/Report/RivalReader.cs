using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Models;
using HighPerf.Capacity.Rivals.Races;
using HighPerf.Capacity.Rivals.Rates;

namespace HighPerf.Capacity.Rivals.Report;

/// <summary>Makes the comparison of the raw files: medians of the turns, and how far these were apart.</summary>
internal sealed class RivalReader(RunFolder folder)
{
    private const double Mega = 1e6;
    private const double Milliseconds = 1e3;

    public RivalSettings Settings { get; } = folder.Read<RivalSettings>($"{RivalsCampaign.Part}/settings.json");

    public RaceRecord Race(string metric) => folder.Read<RaceRecord>($"{RivalPaths.Metric(metric)}/race.json");

    /// <summary>What counts the more the better.</summary>
    public IReadOnlyList<RivalFigure> Rates() =>
    [
        Rate("rankings", "rankings/s", RivalPaths.Rankings, "ranking"),
        Rate("votes", "votes/s", RivalPaths.Votes, "vote"),
        Rate("log-ins", "log-ins/s", RivalPaths.Logins, "login"),
        Of("uploads", "MB/s", RivalPaths.Uploads, true, path => Load(path).Steps["upload"].OkPerSecond * Upload(path).ClipBytes / Mega, FormattableString.Invariant($"{Settings.UploadsAtOnce} of {Settings.UploadMiB} MiB at once")),
        Of("videos", "videos/min", RivalPaths.Clips, true, path => Clips(path).PerMinute, FormattableString.Invariant($"{Settings.Clips} clips of {Settings.ClipMiB} MiB and {Settings.ClipSeconds} s, two slots, the same rules")),
        Of("queue", "trivial jobs/s", RivalPaths.Queue, true, path => Queue(path).PerSecond, "the new queue writes each job's end to PostgreSQL, the old one forgets a job when it is taken"),
    ];

    /// <summary>The less the better.</summary>
    public IReadOnlyList<RivalFigure> Times() =>
    [
        Of("API start", "s", RivalPaths.Starts, false, path => Start(path).ApiSeconds, "program start to the first ranking"),
        Worker("worker start", "s", record => record.WorkerSeconds, "to ready; the old one encodes its bumpers at each start"),
        Of("job taken", "ms", RivalPaths.Queue, false, path => Milliseconds * Percentiles.Of([.. Queue(path).TakenSeconds], 0.5), "upload begun to taken by an idle worker"),
        Of("small clip", "s", RivalPaths.Queue, false, path => Percentiles.Of([.. Queue(path).MadeSeconds], 0.5), "upload begun to clip made, 2 s of 320×180"),
        Of("clip's CPU", "CPU s", RivalPaths.Clips, false, path => Clips(path).CpuSeconds / Clips(path).Clips, "of the same clips as videos/min"),
    ];

    /// <summary>Likewise.</summary>
    public IReadOnlyList<RivalFigure> Memory() =>
    [
        Of("API idle", "MiB", RivalPaths.Starts, false, path => Start(path).ApiMiB, "anonymous memory of the control group"),
        Of("API after", "MiB", RivalPaths.Rankings, false, path => Search(path).AfterMiB, "after the last rate that the search for rankings/s tried, with its connections"),
        Of("uploads' RAM", "MiB", RivalPaths.Uploads, false, path => Math.Max(1, Upload(path).MostMiB - Upload(path).IdleMiB), "most above idle; less than 1 counts as 1"),
        Worker("worker idle", "MiB", record => record.WorkerMiB, "two slots, nothing to do"),
        Of("worker busy", "MiB", RivalPaths.Clips, false, path => Clips(path).MostMiB, "most while the clips were made"),
    ];

    /// <summary>p95 of the ranking in seconds, old and new, beside so many percent of a system's log-ins; and what these are known to.</summary>
    public IReadOnlyList<OthersRow> Others() =>
        [.. LoginsRace.Percents.Select(percent => new OthersRow(percent, P95("old", percent), P95("new", percent), Load(LoginsRace.Others("new", percent)).Resolution / 2))];

    /// <summary>Processors that the machine under load used while the best rate of the last turn was asked for.</summary>
    public double CpusUsed(string metric, string rival)
    {
        var path = RivalPaths.Rounds(metric, rival, Settings).Last();
        var load = Load(path + "/best");
        return MachineSeries.Read(Path.Combine(folder.Root, path, "machine.csv")).Between(load.From, load.Until).ServerCpus;
    }

    private RivalFigure Rate(string name, string unit, string metric, string step)
    {
        var (old, @new) = (Best(metric, "old", step), Best(metric, "new", step));
        var note = old.IsAtLeast || @new.IsAtLeast
            ? "≥: what ended the search was not the system; of the new one's least by what was too much for the old one" : "largest rate with p95 ≤ 1 s and errors ≤ 5 %; in brackets to the least that was too much";
        return new RivalFigure(name, unit, old, @new, true, Race(metric).Cpus, note);
    }

    private TurnFigures Best(string metric, string rival, string step) => new(
        Values(metric, rival, path => Load(path + "/best").Steps[step].OkPerSecond), RivalPaths.Rounds(metric, rival, Settings).Any(path => Search(path).IsAtLeast), Values(metric, rival, path => Search(path).LeastTooMuch));

    private RivalFigure Of(string name, string unit, string metric, bool moreIsBetter, Func<string, double> value, string note) =>
        new(name, unit, new TurnFigures(Values(metric, "old", value), false), new TurnFigures(Values(metric, "new", value), false), moreIsBetter, Race(metric).Cpus, note);

    private List<double> Values(string metric, string rival, Func<string, double> value) => [.. RivalPaths.Rounds(metric, rival, Settings).Select(value)];

    private RivalFigure Worker(string name, string unit, Func<StartRecord, double?> value, string note) =>
        new(name, unit, Worker("old", value), Worker("new", value), false, Race(RivalPaths.Starts).Cpus, note);

    private TurnFigures Worker(string rival, Func<StartRecord, double?> value) =>
        new([.. RivalPaths.Rounds(RivalPaths.Starts, rival, Settings).Select(Start).Select(value).OfType<double>()], false);

    private double P95(string rival, int percent) =>
        Load(LoginsRace.Others(rival, percent)).Steps["ranking"].P95 ?? throw new CapacityException($"{LoginsRace.Others(rival, percent)}: no ranking was answered");

    private LoadResult Load(string directory) => LoadResult.Read(Path.Combine(folder.Root, directory, "result.json"));

    private RateRecord Search(string directory) => folder.Read<RateRecord>(directory + "/search.json");

    private UploadRecord Upload(string directory) => folder.Read<UploadRecord>(directory + "/upload.json");

    private ClipsRecord Clips(string directory) => folder.Read<ClipsRecord>(directory + "/clips.json");

    private QueueRecord Queue(string directory) => folder.Read<QueueRecord>(directory + "/queue.json");

    private StartRecord Start(string directory) => folder.Read<StartRecord>(directory + "/start.json");
}
