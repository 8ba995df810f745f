using System.Globalization;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Forecasts;
using HighPerf.Testing;
using HighPerf.Testing.Servers.Groups;
using HighPerf.Testing.Stacks;

namespace HighPerf.Capacity.Web;

/// <summary>
/// The web layer of the published plan: users in a closed loop with time to think, the worker decoupled, real files. Training points first; then each held-out point is predicted,
/// the prediction is written into its directory, and only then it is measured.
/// </summary>
internal sealed class WebCampaign(CampaignOptions options, RunFolder folder)
{
    public const string Part = "web";

    private static readonly WebSettings s_full = new([20, 60, 100, 140, 180, 220, 260], [40, 80, 120, 160, 200], 10, 30, 4 << 20, 2, 1_000, 50_000);
    private static readonly WebSettings s_quick = new([20, 60, 120, 180, 240], [90, 150], 6, 10, 4 << 20, 2, 1_000, 50_000);

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
        var settings = options.IsQuick ? s_quick : s_full;
        using var api = LimitedGroup.Create(string.Create(CultureInfo.InvariantCulture, $"highperf-capacity-{Environment.ProcessId}-web"), options.MemoryBytes, options.Cpus);
        using var postgres = LimitedGroup.Create(string.Create(CultureInfo.InvariantCulture, $"highperf-capacity-{Environment.ProcessId}-database"));
        await using var stack = await ApiStack.StartAsync(Plan(settings, api, postgres));
        var clip = await CapacityClips.SmallAsync(settings.ClipBytes);
        settings = settings with { ClipBytes = new FileInfo(clip).Length };
        var players = Path.Combine(stack.DirectoryPath, "players.csv");
        await WritePlayersAsync(stack, players);
        var generator = new Generator(options.Load, new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_CAPACITY_SECRET"] = stack.Secret });
        var training = new List<TrainingPoint>();
        folder.Write($"{Part}/settings.json", settings);
        foreach (var users in settings.Training) training.Add((await MeasureAsync(stack, generator, api, postgres, settings, clip, players, users, null)).ToTraining(options.Cpus));
        foreach (var users in settings.HeldOut)
        {
            var prediction = Predict(training, users, settings.ThinkSeconds);
            folder.Write($"{Directory(users)}/prediction.json", prediction);
            await MeasureAsync(stack, generator, api, postgres, settings, clip, players, users, prediction);
        }
    }

    private StackPlan Plan(WebSettings settings, LimitedGroup api, LimitedGroup postgres) => new(
        options.Binaries, settings.Players, Videos: 200, settings.Votes, Cities: 20, ApiCpus: null, PostgresCpus: null,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HIGHPERF_QUEUE"] = "memory", ["HIGHPERF_ENVIRONMENT"] = "test", ["HIGHPERF_RATE_ADDRESS"] = "1000000", ["HIGHPERF_UPLOADS_AT_ONCE"] = "10000",
        })
    {
        ApiGroup = api, PostgresGroup = postgres,
    };

    private async Task<WebPoint> MeasureAsync(
        ApiStack stack, Generator generator, LimitedGroup api, LimitedGroup postgres, WebSettings settings, string clip, string players, int users, Prediction? prediction)
    {
        var directory = folder.In(Directory(users));
        MachineWatch? watch = null;
        try
        {
            var load = await generator.RunAsync(
                Path.Combine(Repository.Root, "capacity-planning/plans/web-users.json"), stack.Url, directory,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["users"] = Text(users), ["ramp"] = Text(settings.RampSeconds) + "s", ["hold"] = Text(settings.HoldSeconds) + "s", ["clip"] = clip, ["players"] = players,
                },
                TimeSpan.FromSeconds(settings.RampSeconds + settings.HoldSeconds + 120),
                async () =>
                {
                    if (watch is not null) await watch.DisposeAsync();
                    await ForgetUploadsAsync(stack);
                    watch = new MachineWatch(api, postgres, stack.UploadsDirectory);
                });
            var use = (await watch!.EndAsync(Path.Combine(directory, "machine.csv"))).Between(load.From, load.Until);
            var point = new WebPoint(users, prediction is not null, prediction, load, use);
            Progress.Say($"web, {users} users: {load.All.OkPerSecond:F1} requests/s, mean {load.All.Mean:F3} s, p95 {load.All.P95:F3} s, errors {load.All.Errors:P2}; processors {use.ServerCpus:F2}, disk {use.DiskBusy:P0}, database {use.DatabaseCpus:F2}, generator {load.GeneratorCpus:F2}{Said(prediction)}");
            return point;
        }
        finally
        {
            if (watch is not null) await watch.DisposeAsync();
        }
    }

    private static string Said(Prediction? prediction) =>
        prediction is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; predicted {prediction.Throughput:F1}/s ({prediction.ThroughputModel}), p95 {prediction.P95Seconds:F3} s ({prediction.P95Model})");

    /// <summary>What the run before uploaded is in nobody's way.</summary>
    private static async Task ForgetUploadsAsync(ApiStack stack)
    {
        await stack.ExecuteAsync("delete from videos where published_at is null");
        foreach (var file in System.IO.Directory.EnumerateFiles(stack.UploadsDirectory)) File.Delete(file);
        await stack.ExecuteAsync("vacuum (analyze) videos");
        await stack.ExecuteAsync("checkpoint");
    }

    private static async Task WritePlayersAsync(ApiStack stack, string path)
    {
        await using var command = stack.Database.CreateCommand("select id from players order by id");
        await using var reader = await command.ExecuteReaderAsync();
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("id");
        while (await reader.ReadAsync()) await file.WriteLineAsync(reader.GetGuid(0).ToString());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
