using HighPerf.Load.Measurements;
using HighPerf.Load.Plans;
using HighPerf.Load.Results;
using HighPerf.Load.Tests.Runs;
using HighPerf.Load.Tests.Servers;

namespace HighPerf.Load.Tests.Engine;

[Collection(AloneCollection.Name)]
public sealed class ExchangesTests : IDisposable
{
    private const string Load = """{ "simulation": "inject", "rate": 20, "during": "1s" }""";

    private readonly PlanRunner _plans = new();

    [Fact]
    public async Task A_refusal_that_the_plan_names_is_an_error_apart_and_no_latency()
    {
        var turn = 0;
        await using var server = new ScriptedServer((_, stream) =>
            Interlocked.Increment(ref turn) % 4 == 0 ? ScriptedServer.AnswerAsync(stream, "200 OK", "{}") : ScriptedServer.AnswerAsync(stream, "429 Too Many Requests", "busy"));
        var run = await _plans.RunAsync(server.Url, Load, """{ "name": "login", "post": "/login", "expect": { "status": 200, "refused": [429, 503] } }""", """ "thresholds": ["login refused <= 75%", "login faults < 1%", "login errors < 1%"],""");
        Assert.Equal((5, 15, 0), (run.Steps[0].Ok, run.Steps[0].Refused, run.Steps[0].Outcomes[Outcome.WrongStatus]));
        Assert.Equal((5, 0.75), (Histograms.Decode(run.Steps[0].Latency).TotalCount, run.Steps[0].Errors));
        Assert.Equal("429: busy", run.Steps[0].Examples[Outcome.Refused]);
        Assert.Equal([true, true, false], run.Thresholds.Select(threshold => threshold.IsMet));
    }

    [Fact]
    public async Task A_status_is_right_or_a_refusal_and_not_both()
    {
        var refused = await Assert.ThrowsAsync<PlanException>(() => _plans.RunAsync("http://127.0.0.1:1", Load, """{ "name": "login", "get": "/", "expect": { "status": [200, 429], "refused": 429 } }"""));
        Assert.Contains("expect.refused", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_captured_may_be_expected_to_be_something()
    {
        await using var server = new ScriptedServer((_, stream) => ScriptedServer.AnswerAsync(stream, "200 OK", """{"token":"abc"}"""));
        var run = await _plans.RunAsync(server.Url, Load, """{ "name": "login", "get": "/", "expect": { "fields": ["token"], "equal": { "token": "abc" } }, "capture": { "t": "token" } }""");
        Assert.Equal(20, run.Steps[0].Ok);
    }

    [Fact]
    public async Task A_request_that_was_sent_anew_is_counted_as_a_reset()
    {
        await using var server = new ScriptedServer(async (request, stream) => request.Number == 1 && await ScriptedServer.AnswerAsync(stream, "200 OK", "{}"));
        var run = await _plans.RunAsync(server.Url, Load, """{ "name": "read", "get": "/" }""", """ "thresholds": ["read resets < 1"],""");
        Assert.Equal((20, 20), (run.Steps[0].Ok, run.Steps[0].Count));
        Assert.InRange(run.Steps[0].Resets, 15, 19); // all but the first find a connection that is closed under them
        Assert.Equal(run.Steps[0].Resets, StepNumbers.OfAll(run).Resets);
        Assert.False(run.Thresholds[0].IsMet);
    }

    [Fact]
    public async Task An_upload_in_pieces_has_the_timeout_for_each_of_them()
    {
        await File.WriteAllBytesAsync(Path.Combine(_plans.Directory, "clip"), new byte[600]);
        var offset = 0;
        await using var server = new ScriptedServer(async (request, stream) =>
        {
            await Task.Delay(200, request.Stopping);
            return request.Line.StartsWith("POST", StringComparison.Ordinal)
                ? await ScriptedServer.AnswerAsync(stream, "201 Created", "", "Location: /uploads/1\r\n")
                : await ScriptedServer.SayAsync(stream, $"HTTP/1.1 204 No Content\r\nUpload-Offset: {offset += request.Length}\r\n\r\n");
        });
        var run = await _plans.RunAsync(server.Url, """{ "simulation": "inject", "rate": 1, "during": "1s" }""", """{ "name": "tus", "tus": "/uploads", "file": "clip", "chunk": "100", "timeout": "700ms" }""");
        Assert.Equal(1, run.Steps[0].Ok);
        Assert.InRange(PlanRunner.Latency(run.Steps[0], "max"), 1.39, 5); // seven times 200 ms, by a clock of milliseconds
    }

    [Fact]
    public async Task What_is_waited_for_must_come_within_the_steps_timeout()
    {
        await using var server = new ScriptedServer((_, stream) => ScriptedServer.AnswerAsync(stream, "200 OK", """{"status":"queued"}"""));
        var run = await _plans.RunAsync(server.Url, """{ "simulation": "inject", "rate": 1, "during": "1s" }""", """{ "name": "made", "get": "/", "until": { "status": ["processed"] }, "every": "100ms", "timeout": "1s" }""");
        Assert.Equal(1, run.Steps[0].Outcomes[Outcome.TimedOut]);
        Assert.InRange(PlanRunner.Latency(run.Steps[0], "max"), 1, 3);
    }

    [Fact]
    public async Task What_is_waited_for_is_understood_however_the_server_escapes_it()
    {
        await using var server = new ScriptedServer((_, stream) => ScriptedServer.AnswerAsync(stream, "200 OK", """{"status":"lista \u0021"}"""));
        var run = await _plans.RunAsync(server.Url, """{ "simulation": "inject", "rate": 1, "during": "1s" }""", """{ "name": "made", "get": "/", "until": { "status": ["lista !"] }, "every": "100ms", "timeout": "1s" }""");
        Assert.Equal(1, run.Steps[0].Ok);
    }

    [Fact]
    public async Task A_rate_is_of_answers_that_came_in_the_measured_time()
    {
        await using var server = new ScriptedServer(async (request, stream) =>
        {
            await Task.Delay(2_000, request.Stopping);
            return await ScriptedServer.AnswerAsync(stream, "200 OK", "{}");
        });
        var run = await _plans.RunAsync(server.Url, """{ "simulation": "inject", "rate": 20, "during": "3s" }""", """{ "name": "slow", "get": "/" }""", """ "thresholds": ["slow rate > 10/s"],""");
        Assert.Equal(60, run.Steps[0].Ok);
        Assert.InRange(run.Steps[0].Completed, 1, 20); // of the first second
        Assert.False(run.Thresholds[0].IsMet, run.Thresholds[0].Found);
    }

    [Fact]
    public async Task A_file_that_shrinks_meanwhile_is_named()
    {
        var clip = Path.Combine(_plans.Directory, "clip.mp4");
        await File.WriteAllBytesAsync(clip, new byte[1_000_000]);
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await File.WriteAllBytesAsync(clip, new byte[10]);
            return await ScriptedServer.AnswerAsync(stream, "201 Created", "{}");
        });
        var failed = await Assert.ThrowsAsync<PlanException>(() => _plans.RunAsync(server.Url, Load, """{ "name": "upload", "post": "/", "multipart": { "video_file": { "file": "clip.mp4" } } }"""));
        Assert.Contains("clip.mp4: the file has become shorter", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lateness_of_steps_after_pauses_is_known_too()
    {
        await using var server = new ScriptedServer((_, stream) => ScriptedServer.AnswerAsync(stream, "200 OK", "{}"));
        var run = await _plans.RunAsync(server.Url, Load, """{ "name": "one", "get": "/" }, { "pause": ["10ms", "50ms"] }, { "name": "two", "get": "/" }""");
        var lateness = Histograms.Decode(PlanRunner.Step(run, "two").Lateness!);
        Assert.InRange(lateness.TotalCount, 10, 20); // those whose pause was over in time
        Assert.InRange(Quantiles.Of(lateness, "max"), 2, 1e6); // nobody is woken within a microsecond
    }

    public void Dispose() => _plans.Dispose();
}
