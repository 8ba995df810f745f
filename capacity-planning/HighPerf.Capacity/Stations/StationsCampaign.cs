using System.Globalization;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Models;
using HighPerf.Testing;
using HighPerf.Testing.Servers.Groups;
using HighPerf.Testing.Stacks;

namespace HighPerf.Capacity.Stations;

/// <summary>
/// What each kind of request takes of each resource, one kind at a time and far from saturation; and the lane of passwords as a queue: its service time and CV² are measured,
/// its p95 at higher rates predicted (M/G/c), written down, and then measured.
/// </summary>
internal sealed class StationsCampaign(CampaignOptions options, RunFolder folder)
{
    public const string Part = "stations";
    private const string SettingsFile = Part + "/settings.json";
    public const string Upload = PlayerHabits.Upload;
    public const string LargeUpload = "upload-large";
    private const string Login = PlayerHabits.Login;
    private const string Vote = "vote";
    private const int Players = 5_000;
    private const int Voters = Players / Generator.MostRuns; // of a run, so that none of its votes has been cast before
    private const double MostErrors = 0.01;

    private static readonly StationKind[] s_kinds =
    [
        new("ranking", 4_000), new("videos", 4_000), new("video", 800), new("own-videos", 500), new(Vote, 500), new(Upload, 10), new(LargeUpload, 1), new(Login, 0.8),
    ];

    private static readonly StationSettings s_full = new(s_kinds, 4, 24, 0, [0.5, 0.75], 180, 512 << 10, 20 << 20, 0, 0);
    private static readonly StationSettings s_quick = s_full with { WarmUpSeconds = 2, Seconds = 9, LaneShares = [0.6], LaneSeconds = 22 };
    private static readonly StationSettings s_smoke = s_full with { Kinds = [new("ranking", 200), new(Upload, 2), new(LargeUpload, 2), new(Login, 1)], WarmUpSeconds = 1, Seconds = 3, LaneShares = [0.3], LaneSeconds = 6, ClipBytes = 64 << 10, LargeClipBytes = 256 << 10 };

    public static string Directory(string kind) => $"{Part}/{kind}";

    public static string LaneDirectory(double share) => string.Create(CultureInfo.InvariantCulture, $"{Part}/lane-{share * 100:00}");

    /// <summary>The lane at a rate, by the login's demand.</summary>
    public static QueueingStation Lane(Demand login, int threads, double rate) => new(rate, threads, login.MeanSeconds, login.Scv);

    public async Task RunAsync()
    {
        var settings = options.By(s_full, s_quick, s_smoke) with { LaneThreads = Math.Max(1, (int)Math.Ceiling(options.Cpus) - 1) }; // one fewer than .NET sees in the group
        using var api = LimitedGroup.Create(Name("web"), options.MemoryBytes, options.Cpus);
        using var postgres = LimitedGroup.Create(Name("database"));
        await using var stack = await ApiStack.StartAsync(new StackPlan(
            options.Binaries, Players, Videos: 200, Votes: 0, Cities: 20, null, null,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HIGHPERF_QUEUE"] = "memory", ["HIGHPERF_ENVIRONMENT"] = "test", ["HIGHPERF_RATE_ADDRESS"] = "1000000", ["HIGHPERF_RATE_VOTES"] = "1000000", ["HIGHPERF_UPLOADS_AT_ONCE"] = "10000", ["HIGHPERF_API_DRAIN"] = "0s",
                ["HIGHPERF_PASSWORD_THREADS"] = Text(settings.LaneThreads),
            })
        {
            ApiGroup = api, PostgresGroup = postgres,
        });
        var (small, large) = (await CapacityClips.SmallAsync(settings.ClipBytes), await CapacityClips.SmallAsync(settings.LargeClipBytes));
        settings = settings with { ClipBytes = new FileInfo(small).Length, LargeClipBytes = new FileInfo(large).Length };
        settings = folder.Has(SettingsFile) ? folder.Read<StationSettings>(SettingsFile) : await IdleAsync(stack, settings, api, postgres);
        folder.Write(SettingsFile, settings);
        var players = await CapacityPlayers.WriteAsync(stack);
        var generator = new Generator(options, new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_CAPACITY_SECRET"] = stack.Secret });
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["players"] = players, ["clip"] = small };
        var run = new MeasuredLoad(stack, generator, api, postgres, folder);
        Demand? login = null;
        var tries = 0;
        foreach (var kind in settings.Kinds)
        {
            variables["clip"] = kind.Name == LargeUpload ? large : small;
            var (load, use) = await run.RunAsync(
                $"stations/{(kind.Name == LargeUpload ? Upload : kind.Name)}.json", Directory(kind.Name), With(variables, kind.Rate, settings.WarmUpSeconds, settings.SecondsOf(kind.Name)), settings.SecondsOf(kind.Name), before: kind.Name == Vote ? () => CapacityPlayers.WriteAsync(stack, Voters * tries++, Voters) : null);
            if (kind.Name == Vote) await CapacityPlayers.WriteAsync(stack);
            if (load.All.Errors > MostErrors) throw new CapacityException(string.Create(CultureInfo.InvariantCulture, $"{load.All.Errors:P1} of '{kind.Name}' failed: what a refusal costs is not what was asked"));
            var demand = Demand.Of(kind, load, use, settings);
            if (kind.Name == Login) login = demand;
            Progress.Say($"{kind.Name}: {demand.Rate:F1}/s; web {demand.WebCpuSeconds * 1e3:F3} ms, database {demand.DatabaseCpuSeconds * 1e3:F3} ms, disk {demand.DiskSeconds * 1e3:F3} ms; mean {demand.MeanSeconds * 1e3:F2} ms, CV² {demand.Scv:F2}");
        }

        foreach (var share in settings.LaneShares) await LaneAsync(run, settings, variables, login!, share);
    }

    private async Task LaneAsync(MeasuredLoad run, StationSettings settings, Dictionary<string, string> variables, Demand login, double share)
    {
        var rate = Math.Round(share * settings.LaneThreads / login.MeanSeconds, 2);
        var lane = Lane(login, settings.LaneThreads, rate);
        var prediction = folder.ReadOrWrite(
            $"{LaneDirectory(share)}/prediction.json", () => new Prediction(TimeProvider.System.GetUtcNow(), rate, lane.SojournQuantile(0.95), "open", "M/G/c", []));
        var (load, _) = await run.RunAsync($"stations/{Login}.json", LaneDirectory(share), With(variables, rate, settings.WarmUpSeconds, settings.LaneSeconds, "inject_poisson"), settings.LaneSeconds);
        Progress.Say($"logins at {share:P0} of the lane, {rate:F2}/s: p95 {load.All.P95:F3} s, predicted {prediction.P95Seconds:F3} s; mean {load.All.Mean:F3} s, predicted {lane.MeanSojournSeconds:F3} s");
    }

    private async Task<StationSettings> IdleAsync(ApiStack stack, StationSettings settings, LimitedGroup api, LimitedGroup postgres)
    {
        await using var watch = new MachineWatch(api, postgres, stack.UploadsDirectory);
        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1_000.0;
        await Task.Delay(TimeSpan.FromSeconds(settings.Seconds / 2.0));
        folder.In(Part);
        var idle = (await watch.EndAsync(Path.Combine(folder.Root, Part, "idle.csv"))).Between(from, from + settings.Seconds);
        return settings with { IdleCpus = idle.ServerCpus, IdleDatabaseCpus = idle.DatabaseCpus };
    }

    private static Dictionary<string, string> With(Dictionary<string, string> variables, double rate, int warmUp, int seconds, string arrivals = "inject") => new(variables, StringComparer.Ordinal)
    {
        ["rate"] = rate.ToString("0.###", CultureInfo.InvariantCulture), ["arrivals"] = arrivals, ["warm_up"] = Text(warmUp) + "s", ["during"] = Text(warmUp + seconds) + "s",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Name(string what) => string.Create(CultureInfo.InvariantCulture, $"highperf-capacity-{Environment.ProcessId}-{what}");
}
