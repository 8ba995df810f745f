using HighPerf.Load.Feeds;
using HighPerf.Load.Plans;

namespace HighPerf.Load.Tests.Feeds;

public sealed class FeedReaderTests
{
    private static readonly Dictionary<string, FeedPlan> s_list = Plans("""{ "video": { "list": "/videos", "field": "id", "most": 150, "order": "in_turn" } }""");
    private static readonly Dictionary<string, FeedPlan> s_players = Plans("""{ "player": { "players": 3 } }""");

    [Fact]
    public async Task A_list_is_read_page_by_page_until_there_are_enough()
    {
        using var server = new CannedServer(path => (200, $"[{string.Join(',', Enumerable.Range(0, 100).Select(n => $$"""{ "id": "{{path[^1]}}-{{n}}" }"""))}]"));
        var values = ((await ReadAsync(server, s_list))["video"].Find("id") ?? throw new InvalidOperationException()).Values;
        Assert.Equal((150, "1-0", "2-49"), (values.Length, values[0], values[^1]));
    }

    [Fact]
    public async Task A_value_that_is_null_is_none()
    {
        using var server = new CannedServer(_ => (200, """[ { "id": null }, { "id": 7 } ]"""));
        Assert.Equal(new[] { "7" }, (await ReadAsync(server, s_list))["video"].Find("id")!.Values);
    }

    [Theory]
    [InlineData(200, "<html>", "GET /videos?limit=100&page=1 is no list of objects with 'id'")]
    [InlineData(200, """{ "items": [] }""", "is no list of objects with 'id'")]
    [InlineData(200, """[ { "video_id": 1 } ]""", "is no list of objects with 'id'")]
    [InlineData(200, "[ 1 ]", "is no list of objects with 'id'")]
    [InlineData(200, "[]", "/videos has no 'id'")]
    [InlineData(404, "", "GET /videos?limit=100&page=1 is 404")]
    public async Task A_list_that_is_none_is_named(int status, string body, string message)
    {
        using var server = new CannedServer(_ => (status, body));
        var refused = await Assert.ThrowsAsync<PlanException>(() => ReadAsync(server, s_list));
        Assert.StartsWith("feed 'video': ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "access_token": null }""")]
    [InlineData("[]")]
    [InlineData("welcome")]
    public async Task A_login_without_a_token_is_named(string body)
    {
        using var server = new CannedServer(path => path.EndsWith("/signup", StringComparison.Ordinal) ? (201, "") : (200, body));
        Assert.Equal("feed 'player': POST /api/auth/login gave no access_token", (await Assert.ThrowsAsync<PlanException>(() => ReadAsync(server, s_players))).Message);
    }

    [Fact]
    public async Task A_signup_that_is_refused_is_named_with_what_was_said()
    {
        using var server = new CannedServer(_ => (503, "en mantenimiento"));
        Assert.Equal("feed 'player': POST /api/auth/signup is 503: en mantenimiento", (await Assert.ThrowsAsync<PlanException>(() => ReadAsync(server, s_players))).Message);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_named_and_nobody_was_stopped()
    {
        using var server = new CannedServer(_ => null);
        foreach (var plans in new[] { s_list, s_players })
        {
            var away = await Assert.ThrowsAsync<HttpRequestException>(() => ReadAsync(server, plans, TimeSpan.FromMilliseconds(300)));
            Assert.Equal($"feed '{plans.Keys.Single()}': {server.Url} did not answer within 300ms", away.Message);
        }
    }

    [Fact]
    public async Task Who_stops_it_is_not_told_that_the_server_was_late()
    {
        using var server = new CannedServer(_ => null);
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(server, s_players, TimeSpan.FromMinutes(1), stop.Token);
        await server.Asked.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static Dictionary<string, FeedPlan> Plans(string feeds) => new(
        PlanFile.Parse($$"""{ "name": "p", "feeds": {{feeds}}, "scenarios": [ { "name": "s" } ] }""", "plan.json").Feeds!, StringComparer.Ordinal);

    private static async Task<IReadOnlyDictionary<string, Feed>> ReadAsync(CannedServer server, Dictionary<string, FeedPlan> plans, TimeSpan? patience = null, CancellationToken stop = default)
    {
        using var reader = new FeedReader(server.Url, new PlanPaths("plan.json", new Dictionary<string, string>()), _ => { }) { Patience = patience ?? TimeSpan.FromSeconds(30) };
        return await reader.ReadAsync(plans, stop);
    }
}
