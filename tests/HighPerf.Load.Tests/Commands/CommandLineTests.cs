using System.Globalization;
using System.Text.Json;
using HighPerf.Load.Tests.Faults;
using HighPerf.Load.Tests.Feeds;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Commands;

/// <summary>run, merge and report, as they are typed.</summary>
public sealed class CommandLineTests(BareServer server) : IClassFixture<BareServer>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TestDirectory _directory = TestDirectory.Create("commands");

    [Fact]
    public async Task A_plan_that_cannot_be_understood_is_one_line_and_64()
    {
        var plan = await PlanAsync(""" "expect": { "status": ["200"] } """);
        Refused(await RunAsync("run", plan, "--target", server.Url), 64, "hpload: load, step 1: expect.status is a status, 100 to 599, or a list of them");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_to_is_one_line_and_64_before_anybody_is_asked()
    {
        var plan = await PlanAsync(feeds: """{ "player": { "players": 1 } }""");
        using var silent = new CannedServer(_ => null);
        Refused(await RunAsync("run", plan, "--target", silent.Url.AbsoluteUri, "--out", plan + "/out"), 64, $"hpload: --out {plan}/out cannot be written to: ");
        Assert.False(silent.Asked.Task.IsCompleted);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_one_line_and_73()
    {
        var result = await MeasureAsync(await PlanAsync(), "one", Soon());
        Refused(await RunAsync("merge", Path.Combine(_directory.FullPath, "plan.json"), result), 73, "hpload: ");
    }

    [Fact]
    public async Task A_server_that_is_away_before_the_run_is_one_line_and_69()
    {
        var plan = await PlanAsync(feeds: """{ "player": { "players": 1 } }""");
        Refused(await RunAsync("run", plan, "--target", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}")), 69, "hpload: Connection refused");
    }

    [Fact]
    public async Task A_start_that_is_far_away_is_one_line_and_64() =>
        Refused(await RunAsync("run", await PlanAsync(), "--target", server.Url, "--start-at", "2199-01-01T00:00:00Z"), 64, "hpload: --start-at is more than a day away (see hpload run --help)");

    [Fact]
    public async Task Two_generators_that_began_together_make_one_result_and_the_same_one_twice_makes_none()
    {
        var merged = Path.Combine(_directory.FullPath, "merged");
        var plan = await PlanAsync();
        string one, two;
        ChildProcessResult result;
        var again = 3; // a busy machine may wake one of them too late: what is tested is not the machine
        do
        {
            var at = Soon();
            var runs = await Task.WhenAll(MeasureAsync(plan, "one", at), MeasureAsync(plan, "two", at));
            (one, two) = (runs[0], runs[1]);
            result = await RunAsync("merge", merged, one, two);
        }
        while (result.Errors.Contains("did not begin together", StringComparison.Ordinal) && again-- > 0);

        Assert.True(result.ExitCode is 0 or 2, result.Errors);
        Assert.Equal(Requests(one) + Requests(two), Requests(Path.Combine(merged, "result.json")));
        Assert.Equal(400, Requests(Path.Combine(merged, "result.json"))); // 100 a second of each, for two seconds

        var report = await File.ReadAllTextAsync(Path.Combine(merged, "report.md"));
        File.Delete(Path.Combine(merged, "report.md"));
        Assert.Equal(result.ExitCode, (await RunAsync("report", Path.Combine(merged, "result.json"))).ExitCode);
        Assert.Equal(report, await File.ReadAllTextAsync(Path.Combine(merged, "report.md")));

        Refused(await RunAsync("merge", merged, one, one), 64, "hpload: two of them are the same run: " + Environment.MachineName);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("merge")]
    public async Task A_result_that_is_damaged_is_one_line_and_64(string command)
    {
        var path = await MeasureAsync(await PlanAsync(), "one", Soon());
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("\"service\": \"", "\"service\": \"AAAA", StringComparison.Ordinal));
        string[] arguments = command == "merge" ? [command, Path.Combine(_directory.FullPath, "merged"), path] : [command, path];
        Refused(await RunAsync(arguments), 64, $"hpload: {path}: no histogram");
    }

    public void Dispose() => _directory.Dispose();

    private static DateTimeOffset Soon() => TimeProvider.System.GetUtcNow().AddSeconds(3);

    private static void Refused(ChildProcessResult result, int code, string line)
    {
        Assert.True(result.ExitCode == code, result.Output + result.Errors);
        Assert.StartsWith(line, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    private static long Requests(string result)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(result));
        return document.RootElement.GetProperty("steps")[0].GetProperty("outcomes").GetProperty("Ok").GetInt64();
    }

    private async Task<string> PlanAsync(string step = "", string feeds = "{}")
    {
        var plan = Path.Combine(_directory.FullPath, "plan.json");
        await File.WriteAllTextAsync(plan, $$"""
            { "name": "test", "warm_up": "1s", "feeds": {{feeds}},
              "scenarios": [ { "name": "load", "load": [ { "simulation": "inject", "rate": 100, "during": "3s" } ], "steps": [ { "name": "step", "get": "/plaintext"{{(step.Length > 0 ? "," : "")}}{{step}} } ] } ] }
            """);
        return plan;
    }

    /// <summary>Runs for 3 s; the result of it.</summary>
    private async Task<string> MeasureAsync(string plan, string name, DateTimeOffset at)
    {
        var directory = Path.Combine(_directory.FullPath, name);
        var run = await RunAsync("run", plan, "--target", server.Url, "--quiet", "--out", directory, "--start-at", at.ToString("O", CultureInfo.InvariantCulture));
        Assert.True(run.ExitCode is 0 or 2, run.Errors); // 2: of a busy machine
        return Path.Combine(directory, "result.json");
    }

    private static Task<ChildProcessResult> RunAsync(params string[] arguments) => ChildProcess.RunAsync(new ChildProcessOptions { Program = PublishedPrograms.Load, Arguments = arguments }, s_patience);
}
