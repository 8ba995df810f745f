using System.Net.Sockets;
using HighPerf.Load.Measurements;
using HighPerf.Load.Tests.Runs;
using HighPerf.Load.Tests.Servers;

namespace HighPerf.Load.Tests.Engine;

[Collection(AloneCollection.Name)]
public sealed class ListenTests : IDisposable
{
    private const string Load = """{ "simulation": "inject", "rate": 10, "during": "1s" }""";

    /// <summary>Nobody begins another step once the load has ended: it must not end before a server answers that stood still for a moment.</summary>
    private const string Rest = """, { "simulation": "pause", "during": "3s" }""";

    private const string Step = """{ "name": "live", "listen": "/live", "for": "300ms" }""";

    private readonly PlanRunner _plans = new();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task What_is_measured_is_the_first_event_and_not_what_comes_before_it(string end)
    {
        await using var server = new ScriptedServer(async (request, stream) =>
        {
            await StreamAsync(stream, $"retry: 2000{end}{end}:{end}{end}");
            await Task.Delay(400, request.Stopping);
            await ChunkAsync(stream, $"data: {{\"place\":1}}{end}");
            await ChunkAsync(stream, end);
            return await StayAsync(request);
        });
        var run = await _plans.RunAsync(server.Url, Load, Step);
        Assert.Equal((10, 10, 10), (run.Steps[0].Ok, run.Steps[0].Count, run.Generators[0].Events));
        Assert.InRange(PlanRunner.Latency(run.Steps[0], "p50"), 0.39, 3);
    }

    [Fact]
    public async Task A_stream_that_ends_after_an_event_is_right_and_counted_once()
    {
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await StreamAsync(stream, "data: processed\n\n");
            return await ScriptedServer.SayAsync(stream, "0\r\n\r\n");
        });
        var run = await _plans.RunAsync(server.Url, Load + Rest, Step + """, { "name": "after", "listen": "/live", "for": "300ms" }""");
        Assert.Equal((10, 10), (run.Steps[0].Ok, run.Steps[0].Count));
        Assert.Equal((10, 10), (run.Steps[1].Ok, run.Steps[1].Count)); // and the visitor goes on
    }

    [Fact]
    public async Task A_stream_that_ends_before_an_event_is_cut_off()
    {
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await StreamAsync(stream, "retry: 2000\n\n");
            return await ScriptedServer.SayAsync(stream, "0\r\n\r\n");
        });
        var run = await _plans.RunAsync(server.Url, Load, Step);
        Assert.Equal(10, run.Steps[0].Outcomes[Outcome.CutOff]);
        Assert.Contains("before its first event", run.Steps[0].Examples[Outcome.CutOff], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_after_an_event_is_counted_as_a_reset()
    {
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await StreamAsync(stream, "data: one\n\n");
            return false;
        });
        var run = await _plans.RunAsync(server.Url, Load + Rest, """{ "name": "live", "listen": "/live", "for": "5s" }""");
        Assert.Equal((10, 10, 10), (run.Steps[0].Ok, run.Steps[0].Count, run.Steps[0].Resets));
    }

    [Fact]
    public async Task What_is_no_stream_of_events_is_a_wrong_body_even_if_it_never_ends()
    {
        await using var server = new ScriptedServer(async (request, stream) =>
        {
            await ScriptedServer.SayAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
            await ChunkAsync(stream, "data: one\n\n");
            return await StayAsync(request);
        });
        var run = await _plans.RunAsync(server.Url, Load, Step);
        Assert.Equal((10, 0), (run.Steps[0].Outcomes[Outcome.WrongBody], run.Steps[0].Ok));
        Assert.Contains("'text/plain'", run.Steps[0].Examples[Outcome.WrongBody], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "contains": "Cali" }""", 10)]
    [InlineData("""{ "fields": ["city", "votes"] }""", 10)]
    [InlineData("""{ "contains": "Pasto" }""", 0)]
    [InlineData("""{ "fields": ["username"] }""", 0)]
    public async Task The_first_event_has_what_the_plan_expects(string expect, int right)
    {
        await using var server = new ScriptedServer(async (request, stream) =>
        {
            await StreamAsync(stream, "event: standings\ndata: {\"city\":\"Cali\",\ndata: \"votes\":7}\n\n");
            return await StayAsync(request);
        });
        var run = await _plans.RunAsync(server.Url, Load, $$"""{ "name": "live", "listen": "/live", "for": "300ms", "expect": {{expect}} }""");
        Assert.Equal((right, 10 - right), (run.Steps[0].Ok, run.Steps[0].Outcomes[Outcome.WrongBody]));
    }

    [Fact]
    public async Task A_stream_that_ended_early_does_not_shorten_the_next_one()
    {
        await using var server = new ScriptedServer(async (request, stream) =>
        {
            await StreamAsync(stream, "data: one\n\n");
            return request.Target == "/short" ? await ScriptedServer.SayAsync(stream, "0\r\n\r\n") : await StayAsync(request);
        });
        var run = await _plans.RunAsync(
            server.Url, """{ "simulation": "keep_constant", "copies": 1, "during": "4s" }""",
            """{ "name": "short", "listen": "/short", "for": "400ms" }, { "pause": "50ms" }, { "name": "long", "listen": "/long", "for": "2s" }""");
        Assert.Equal((2, 2), (run.Steps[0].Ok, run.Steps[1].Ok)); // the third short one would begin after 4.1 s
    }

    public void Dispose() => _plans.Dispose();

    private static async Task StreamAsync(NetworkStream stream, string text)
    {
        await ScriptedServer.SayAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n");
        await ChunkAsync(stream, text);
    }

    private static Task<bool> ChunkAsync(NetworkStream stream, string text) => ScriptedServer.SayAsync(stream, $"{text.Length:x}\r\n{text}\r\n");

    private static async Task<bool> StayAsync(ScriptedRequest request)
    {
        await Task.Delay(Timeout.Infinite, request.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return false;
    }
}
