using System.Globalization;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Forecasts;
using HighPerf.Testing;
using HighPerf.Testing.Servers.Groups;
using HighPerf.Testing.Stacks;

namespace HighPerf.Capacity.Web;

/// <summary>
/// The web layer of the published plan: users in a closed loop with time to think, the worker decoupled, real files. Training points first; then the held-out points are predicted,
/// the predictions are written into their directories, and only then they are measured.
/// </summary>
internal sealed class WebCampaign(CampaignOptions options, RunFolder folder)
{
    public const string Part = "web";

    /// <summary>Where the run at a share of the best number of users is.</summary>
    public const string Sustained = Part + "/sustained";

    /// <summary>Instead of a load: what was said of the last try.</summary>
    public const string InvalidFile = "invalid.json";

    private const string SettingsFile = Part + "/settings.json";

    private const double LargestShareOfDisk = 0.7; // of what is free
    private const int FewestScouts = 100;
    private const int TriesOfMost = 2;
    private const int MostTries = 6; // of a run
    private const int MostTaken = 9; // and of those that the host took the processors of

    private static readonly WebGrid s_fullGrid = new([1, 3, 4, 6, 7, 9, 10, 12, 13, 15], [2, 5, 8, 11, 14], Scout: 1_200, Step: 10); // every third is held out
    private static readonly WebGrid s_quickGrid = new([1, 3, 5, 7, 9], [2, 6], Scout: 1_200, Step: 10, IsClosedIn: false);
    private static readonly WebGrid s_smokeGrid = new([1, 2, 4, 5], [3], Scout: 0, Step: 20);
    private static readonly WebSettings s_full = new(3, 12, 36, 30, 512 << 10, 2, 1_000, 50_000, 300, 0.8);
    private static readonly WebSettings s_quick = new(1, 6, 6, 10, 512 << 10, 2, 1_000, 50_000, 15, 0.8);
    private static readonly WebSettings s_smoke = new(1, 1, 1, 2, 64 << 10, 2, 200, 1_000, 3, 0.8);

    /// <summary>Of one run of a point.</summary>
    public static string Directory(int users, int round) => string.Create(CultureInfo.InvariantCulture, $"{Directory(users)}/{round}");

    /// <summary>Of a point.</summary>
    public static string Directory(int users) => string.Create(CultureInfo.InvariantCulture, $"{Part}/users-{users:0000}");

    /// <summary>The models of a held-out point: of throughput, and of p95.</summary>
    public static Prediction Predict(IReadOnlyList<TrainingPoint> training, int users, double thinkSeconds)
    {
        var most = Math.Max(users, (int)training.Max(point => point.Load));
        IForecast[] throughput = [new ScalabilityForecast(), new InteractiveForecast(thinkSeconds, most), new InterpolatedForecast(point => point.Throughput)];
        IForecast[] tail = [.. throughput.Select(model => new TailForecast(model, thinkSeconds)), new InterpolatedForecast(point => point.P95Seconds)];
        var throughputs = new Forecaster("throughput", throughput, point => point.Throughput).Foretell(training, users);
        var tails = new Forecaster("p95", tail, point => point.P95Seconds).Foretell(training, users);
        return new Prediction(TimeProvider.System.GetUtcNow(), throughputs[0].Value, tails[0].Value, throughputs[0].Model, tails[0].Model, [.. throughputs, .. tails]);
    }

    public async Task RunAsync()
    {
        var settings = options.By(s_full, s_quick, s_smoke);
        using var api = LimitedGroup.Create(string.Create(CultureInfo.InvariantCulture, $"highperf-capacity-{Environment.ProcessId}-web"), options.MemoryBytes, options.Cpus);
        using var postgres = LimitedGroup.Create(string.Create(CultureInfo.InvariantCulture, $"highperf-capacity-{Environment.ProcessId}-database"));
        await using var stack = await ApiStack.StartAsync(Plan(settings, api, postgres));
        var clip = await CapacityClips.SmallAsync(settings.ClipBytes);
        settings = settings with { ClipBytes = new FileInfo(clip).Length };
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["clip"] = clip, ["players"] = await CapacityPlayers.WriteAsync(stack), ["ramp"] = Text(settings.RampSeconds) + "s", ["warmed"] = Text(settings.RampSeconds + settings.SettleSeconds) + "s",
        };
        var generator = new Generator(options, new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_CAPACITY_SECRET"] = stack.Secret });
        var run = new MeasuredLoad(stack, generator, api, postgres, folder);
        settings = folder.Has(SettingsFile) ? folder.Read<WebSettings>(SettingsFile) : await FindMostAsync(run, settings, variables);
        folder.Write(SettingsFile, settings);
        var points = await MeasureAsync(run, settings, variables, settings.Training, users => null);
        var training = points.ConvertAll(point => point.ToTraining(options.Cpus));
        var predictions = settings.HeldOut.ToDictionary(users => users, users => folder.ReadOrWrite($"{Directory(users)}/prediction.json", () => Predict(training, users, settings.ThinkSeconds)));
        points.AddRange(await MeasureAsync(run, settings, variables, settings.HeldOut, users => predictions[users]));
        await SustainAsync(stack, run, settings, variables, WebPoint.Capacity(points));
    }

    /// <summary>The grid up to users who are a little too many, or to the most who can be measured at all: where no run is steady, they are beyond what this machine can say.</summary>
    private async Task<WebSettings> FindMostAsync(MeasuredLoad run, WebSettings settings, Dictionary<string, string> variables)
    {
        var grid = options.By(s_fullGrid, s_quickGrid, s_smokeGrid);
        if (grid.Scout == 0) return At(grid, grid.Step, settings);
        var scout = await ScoutAsync(run, settings, variables, grid.Scout);
        var search = new UnitSearch(grid, scout.Users, scout.Users * options.Cpus / scout.Use.ServerCpus);
        while (search.Next is { } unit)
        {
            var users = grid.MostUsers(unit);
            try
            {
                var most = await MeasureAsync(run, settings with { Rounds = 1 }, variables, [users], users => null, TriesOfMost);
                search.Measured(most[0].IsKept);
            }
            catch (GeneratorException e)
            {
                settings = settings with { Beyond = FormattableString.Invariant($"{users} users: {e.Message}") };
                Progress.Say($"  beyond: {settings.Beyond}");
                search.Invalid();
            }
        }

        // What is no point of the grid that was found is not of the part.
        foreach (var tried in System.IO.Directory.GetDirectories(folder.In(Part), "users-*").Where(tried => search.Found is not { } found || tried != folder.In(Directory(grid.MostUsers(found)))))
        {
            System.IO.Directory.Delete(tried, recursive: true);
        }

        return At(grid, search.Found ?? throw new GeneratorException($"none of the numbers of users that were tried could be measured; the last was {settings.Beyond}"), settings);
    }

    /// <summary>So many users, or by halves fewer, until they are served within the bounds.</summary>
    private async Task<WebPoint> ScoutAsync(MeasuredLoad run, WebSettings settings, Dictionary<string, string> variables, int users)
    {
        var point = (await MeasureAsync(run, settings with { Rounds = 1 }, variables, [users], users => null))[0];
        return point.IsKept || users < FewestScouts ? point : await ScoutAsync(run, settings, variables, users / 2);
    }

    private static WebSettings At(WebGrid grid, int unit, WebSettings settings) =>
        settings with { Training = [.. grid.Training.Select(multiple => multiple * unit)], HeldOut = [.. grid.HeldOut.Select(multiple => multiple * unit)] };

    /// <summary>For longer, a share of the most users who were served within the bounds: as long as the disk has room for what they upload.</summary>
    private async Task SustainAsync(ApiStack stack, MeasuredLoad run, WebSettings settings, Dictionary<string, string> variables, WebPoint? capacity)
    {
        if (capacity is null) return; // nobody was
        var users = (int)(capacity.Users * settings.SustainedShare);
        folder.Write($"{Sustained}/users.json", users);
        var bytesPerSecond = capacity.Load.Steps["upload"].OkPerSecond * settings.SustainedShare * settings.ClipBytes;
        var room = new DriveInfo(stack.UploadsDirectory).AvailableFreeSpace * LargestShareOfDisk / bytesPerSecond - settings.RampSeconds - settings.SettleSeconds;
        var seconds = (int)Math.Clamp(room, settings.HoldSeconds, settings.SustainedSeconds);
        var (load, _) = await run.RunAsync(
            "web-users.json", Sustained, new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["users"] = Text(users), ["hold"] = Text(settings.SettleSeconds + seconds) + "s" }, settings.RampSeconds + settings.SettleSeconds + seconds);
        Progress.Say($"web, sustained, {users} users for {seconds} s: {load.All.OkPerSecond:F1} requests/s, p95 {load.All.P95:F3} s, errors {load.All.Errors:P2}");
    }

    private StackPlan Plan(WebSettings settings, LimitedGroup api, LimitedGroup postgres) => new(
        options.Binaries, settings.Players, Videos: 200, settings.Votes, Cities: 20, ApiCpus: null, PostgresCpus: null,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HIGHPERF_QUEUE"] = "memory", ["HIGHPERF_ENVIRONMENT"] = "test", ["HIGHPERF_RATE_ADDRESS"] = "1000000", ["HIGHPERF_UPLOADS_AT_ONCE"] = "10000", ["HIGHPERF_API_DRAIN"] = "0s",
        })
    {
        ApiGroup = api, PostgresGroup = postgres,
    };

    /// <summary>
    /// One round of all points after the other, so that a slow time of the machine is in one run of each, not in all runs of one. A point counts without a run that never was
    /// valid, as long as another one was.
    /// </summary>
    private async Task<List<WebPoint>> MeasureAsync(MeasuredLoad run, WebSettings settings, Dictionary<string, string> variables, IReadOnlyList<int> points, Func<int, Prediction?> prediction, int tries = MostTries)
    {
        var runs = points.ToDictionary(users => users, _ => new List<(LoadResult Load, MachineUse Use)>());
        var held = settings.SettleSeconds + settings.HoldSeconds;
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var users in points)
            {
                try
                {
                    var (load, use) = await run.RunAsync(
                        "web-users.json", Directory(users, round), new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["users"] = Text(users), ["hold"] = Text(held) + "s" }, settings.RampSeconds + held, tries, taken: MostTaken);
                    runs[users].Add((load, use));
                    Progress.Say($"web, {users} users ({round}/{settings.Rounds}): {load.All.OkPerSecond:F1} requests/s, mean {load.All.Mean:F4} s, p95 {load.All.P95:F4} s, errors {load.All.Errors:P2}; processors {use.ServerCpus:F2}, disk {use.DiskText}, database {use.DatabaseCpus:F2}, generator {load.GeneratorCpus:F2}{Said(prediction(users))}");
                }
                catch (GeneratorException e) when (round < settings.Rounds || runs[users].Count > 0)
                {
                    folder.Write($"{Directory(users, round)}/{InvalidFile}", e.Message);
                    Progress.Say($"web, {users} users ({round}/{settings.Rounds}): none, {e.Message}");
                }
            }
        }

        return [.. points.Select(users => WebPoint.Of(users, prediction(users), runs[users]))];
    }

    private static string Said(Prediction? prediction) =>
        prediction is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; predicted {prediction.Throughput:F1}/s ({prediction.ThroughputModel}), p95 {prediction.P95Seconds:F4} s ({prediction.P95Model})");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
