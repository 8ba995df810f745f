using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HdrHistogram;
using HighPerf.Load.Measurements;
using HighPerf.Testing.Load;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Faults;

/// <summary>What makes load tests lie, done on purpose: each run ends INVALID or failed, with the reason in its first line.</summary>
public sealed class PlantedFaultTests(BareServer server) : IClassFixture<BareServer>, IDisposable
{
    private readonly LoadRunner _load = new();

    [Fact]
    public async Task A_run_without_a_fault_is_valid()
    {
        var run = await _load.RunQuietlyAsync(Plan("/delayed", rate: 100, seconds: 5), server.Url);
        // On a machine that never left the generator its time nothing but that may be said against the run.
        if (run.IsQuiet) Assert.True(run.ExitCode == 0 && run.Verdict.StartsWith("# test: PASSED", StringComparison.Ordinal), run.Report + run.Errors);
        Assert.True(run.IsMetBut("steal", "punctual"), run.Report + run.Errors);
        Assert.Equal(400, run.Outcomes("step", "Ok")); // of 5 s the first one does not count
        Assert.InRange(run.Result.GetProperty("summary")[0].GetProperty("ok_per_second").GetDouble(), 96, 104); // of answers that came in that time
    }

    [Fact]
    public async Task A_server_that_stands_still_for_five_seconds_cannot_hide_it()
    {
        var running = _load.RunAsync(Plan("/plaintext", rate: 100, seconds: 12), server.Url);
        await Task.Delay(TimeSpan.FromSeconds(4));
        server.Process.Signal(ProcessSignals.Stop);
        await Task.Delay(TimeSpan.FromSeconds(5));
        server.Process.Signal(ProcessSignals.Continue);
        var run = await running;
        // FAILED as its threshold says; or INVALID, when the machine disturbed the generator as well. Either way the step's own numbers have it.
        Assert.True(run.ExitCode is 1 or 2, run.Report + run.Errors);
        if (run.ExitCode == 1) Assert.Matches("^# test: FAILED: step p99 < 1s, but [0-9.]+ s", run.Verdict);
        else Assert.StartsWith("# test: INVALID: ", run.Verdict, StringComparison.Ordinal);
        var latency = Histograms.Decode(run.Result.GetProperty("steps")[0].GetProperty("latency").GetString()!);
        Assert.InRange(latency.GetValueAtPercentile(99) / 1e6, 4.5, 5.5); // 5 of 11 s: a hundredth of all waited longer than 4.9
    }

    [Fact]
    public async Task A_server_that_has_ended_refuses_each_and_nobody_waits()
    {
        var own = new BareServer();
        await own.InitializeAsync();
        var running = _load.RunAsync(Plan("/plaintext", rate: 50, seconds: 6), own.Url);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await own.DisposeAsync();
        var run = await running;
        Assert.InRange(run.Outcomes("step", "NotConnected"), 100, 200); // of 50 a second, for more than two seconds: many more than are opened at a time
        Assert.Equal(0, run.Outcomes("step", "TimedOut"));
    }

    [Fact]
    public async Task A_right_status_with_a_wrong_body_is_no_success()
    {
        var run = await _load.RunAsync(Plan("/plaintext", rate: 50, seconds: 3, expect: """{ "contains": "Adiós" }"""), server.Url);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("INVALID", run.Verdict, StringComparison.Ordinal);
        Assert.Contains("had a wrong body: no 'Adiós' in it: Hello, World!", run.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("p99 |", run.Report, StringComparison.Ordinal); // its numbers are withheld
        Assert.Equal(0, run.Result.GetProperty("summary").GetArrayLength());
        foreach (var threshold in run.Result.GetProperty("thresholds").EnumerateArray()) Assert.Equal(("Null", false), (threshold.GetProperty("found").ValueKind.ToString(), threshold.GetProperty("is_met").GetBoolean()));
    }

    [Fact]
    public async Task A_generator_without_a_processor_says_so()
    {
        // At the end of the queue of a processor on which two others are busy.
        await using var one = await BusyAsync();
        await using var two = await BusyAsync();
        var run = await _load.RunAsync(Plan("/plaintext", rate: 2_000, seconds: 4), server.Url, ["taskset", "-c", "0", "nice", "-n", "19"]);
        Assert.Equal(2, run.ExitCode);
        Assert.True(!run.IsMet("punctual") || !run.IsMet("rate") || !run.IsMet("processor"), run.Report);
        Assert.Contains("INVALID: ", run.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_load_that_waits_for_answers_is_named_a_closed_one()
    {
        var run = await _load.RunAsync(Plan("/delayed", rate: 100, seconds: 4, connections: 4), server.Url);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("of requests waited for one of 4 connections: a closed loop in disguise", run.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_smoke_tells_what_is_wrong_with_its_numbers_and_says_not_to_quote_them()
    {
        var run = await _load.RunAsync(Plan("/delayed", rate: 100, seconds: 4, connections: 4), server.Url, null, "--smoke");
        Assert.Contains("# test: SMOKE, not to be quoted: ", run.Report, StringComparison.Ordinal);
        Assert.False(run.IsMet("connections"), run.Report);
        Assert.True(run.Result.GetProperty("is_valid").GetBoolean(), run.Report); // not the exit code: with four connections the threshold may be missed
    }

    [Fact]
    public async Task A_smoke_that_was_answered_wrongly_is_invalid()
    {
        var run = await _load.RunAsync(Plan("/plaintext", rate: 50, seconds: 3, expect: """{ "contains": "Adiós" }"""), server.Url, null, "--smoke");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("INVALID", run.Verdict, StringComparison.Ordinal);
        Assert.Contains("had a wrong body", run.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_nobody_knows_is_no_success()
    {
        var run = await _load.RunAsync(Plan("/nobody", rate: 50, seconds: 3), server.Url);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("none of 100 'step' was answered as expected: 404", run.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var running = _load.RunAsync(Plan("/plaintext", rate: 50, seconds: 3), string.Create(CultureInfo.InvariantCulture, $"http://{listener.LocalEndpoint}"));
        using (await listener.AcceptTcpClientAsync()) listener.Stop();
        var run = await running;
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("connection refused", run.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_is_used_up_ends_the_run()
    {
        const string Plan = """
            { "name": "test", "feeds": { "n": { "integers": [1, 100], "order": "once" } },
              "scenarios": [ { "name": "load", "load": [ { "simulation": "inject", "rate": 100, "during": "3s" } ], "steps": [ { "name": "step", "get": "/plaintext?n={n}", "expect": { "status": [200, 404] } } ] } ] }
            """;
        var run = await _load.RunAsync(Plan, server.Url);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("feed 'n' has no rows left", run.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_loops_make_the_load_of_one()
    {
        var run = await _load.RunQuietlyAsync(Plan("/delayed", rate: 100, seconds: 4), server.Url, "--threads", "2");
        Assert.Equal((300, true), (run.Outcomes("step", "Ok"), run.IsMet("rate")));
    }

    [Fact]
    public async Task A_closed_load_asks_again_when_it_is_answered()
    {
        const string Plan = """
            { "name": "test", "warm_up": "1s",
              "scenarios": [ { "name": "load", "load": [ { "simulation": "keep_constant", "copies": 12, "during": "5s" } ], "steps": [ { "name": "step", "get": "/delayed" } ] } ] }
            """;
        var run = await _load.RunQuietlyAsync(Plan, server.Url);
        // Little's law: so many a second, each for so long, are twelve at once, whatever the machine does meanwhile.
        var latency = Histograms.Decode(run.Result.GetProperty("steps")[0].GetProperty("latency").GetString()!);
        Assert.InRange(run.Outcomes("step", "Ok") / 4.0 * latency.GetMean() / 1e6, 11, 13);
    }

    [Theory]
    [InlineData("https://127.0.0.1:1", "only plain http is spoken", 64)]
    [InlineData("http://127.0.0.1:1/api", "a target is http://HOST:PORT", 64)]
    [InlineData("http://nobody.invalid:1", "nobody.invalid:1: ", 69)]
    [InlineData("http://127.0.0.1:1", "127.0.0.1:1: ", 69)]
    public async Task A_target_that_cannot_be_asked_is_named(string target, string message, int code)
    {
        var run = await _load.RunAsync(Plan("/plaintext", rate: 50, seconds: 3), target);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _load.Dispose();

    private static Task<ChildProcess> BusyAsync() => ChildProcess.StartAsync(new ChildProcessOptions { Program = "/bin/sh", Arguments = ["-c", "while :; do :; done"], Cpus = "0" });

    private static string Plan(string path, int rate, int seconds, string expect = "{}", int connections = 500) => $$"""
        { "name": "test", "warm_up": "1s", "connections": {{connections}},
          "scenarios": [ { "name": "load", "load": [ { "simulation": "inject", "rate": {{rate}}, "during": "{{seconds}}s" } ],
            "steps": [ { "name": "step", "get": "{{path}}", "expect": {{expect}} } ] } ],
          "thresholds": [ "step p99 < 1s", "all errors < 1%" ] }
        """;
}
