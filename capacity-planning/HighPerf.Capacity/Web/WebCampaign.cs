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

    /// <summary>Where the run at a share of the best number of users is.</summary>
    public const string Sustained = Part + "/sustained";

    private static readonly WebSettings s_full = new([200, 500, 800, 1_000, 1_200, 1_400, 1_600], [350, 650, 900, 1_100, 1_300], 10, 30, 512 << 10, 2, 1_000, 50_000, 300, 0.8);
    private static readonly WebSettings s_quick = new([200, 600, 1_000, 1_300, 1_600], [400, 1_150], 6, 10, 512 << 10, 2, 1_000, 50_000, 15, 0.8);
    private static readonly WebSettings s_smoke = new([20, 40, 80, 100], [60], 2, 3, 64 << 10, 2, 200, 1_000, 3, 0.8);

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
        folder.Write($"{Part}/settings.json", settings);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["clip"] = clip, ["players"] = await CapacityPlayers.WriteAsync(stack), ["ramp"] = Text(settings.RampSeconds) + "s", ["hold"] = Text(settings.HoldSeconds) + "s",
        };
        var generator = new Generator(options.Load, new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_CAPACITY_SECRET"] = stack.Secret }) { IsSmoke = options.Scale == CampaignScale.Smoke };
        var run = new MeasuredLoad(stack, generator, api, postgres, folder);
        var training = new List<TrainingPoint>();
        foreach (var users in settings.Training) training.Add((await MeasureAsync(run, settings, variables, users, null)).ToTraining(options.Cpus));
        foreach (var users in settings.HeldOut)
        {
            var prediction = Predict(training, users, settings.ThinkSeconds);
            folder.Write($"{Directory(users)}/prediction.json", prediction);
            await MeasureAsync(run, settings, variables, users, prediction);
        }

        await SustainAsync(run, settings, variables, training);
    }

    /// <summary>For longer, 80 % of the most users who were served within the bounds.</summary>
    private async Task SustainAsync(MeasuredLoad run, WebSettings settings, Dictionary<string, string> variables, List<TrainingPoint> training)
    {
        var best = training.Where(point => point.P95Seconds <= WebSettings.SloSeconds).Select(point => point.Load).DefaultIfEmpty(0).Max();
        var users = (int)(best * settings.SustainedShare);
        if (users == 0) return; // nobody was
        folder.Write($"{Sustained}/users.json", users);
        var (load, _) = await run.RunAsync(
            "web-users.json", Sustained, new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["users"] = Text(users), ["hold"] = Text(settings.SustainedSeconds) + "s" }, settings.RampSeconds + settings.SustainedSeconds);
        Progress.Say($"web, sustained, {users} users for {settings.SustainedSeconds} s: {load.All.OkPerSecond:F1} requests/s, p95 {load.All.P95:F3} s, errors {load.All.Errors:P2}");
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

    private static async Task<WebPoint> MeasureAsync(MeasuredLoad run, WebSettings settings, Dictionary<string, string> variables, int users, Prediction? prediction)
    {
        var (load, use) = await run.RunAsync(
            "web-users.json", Directory(users), new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["users"] = Text(users) }, settings.RampSeconds + settings.HoldSeconds);
        Progress.Say($"web, {users} users: {load.All.OkPerSecond:F1} requests/s, mean {load.All.Mean:F3} s, p95 {load.All.P95:F3} s, errors {load.All.Errors:P2}; processors {use.ServerCpus:F2}, disk {use.DiskBusy:P0}, database {use.DatabaseCpus:F2}, generator {load.GeneratorCpus:F2}{Said(prediction)}");
        return new WebPoint(users, prediction, load, use);
    }

    private static string Said(Prediction? prediction) =>
        prediction is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; predicted {prediction.Throughput:F1}/s ({prediction.ThroughputModel}), p95 {prediction.P95Seconds:F3} s ({prediction.P95Model})");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
