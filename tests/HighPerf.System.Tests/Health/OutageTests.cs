using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.Uploads;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Health;

/// <summary>Every endpoint while the database is away, and after.</summary>
public sealed class OutageTests
{
    private const string File = "/media/processed/01890000-0000-7000-8000-000000000000.1.mp4";

    private static readonly StackOptions Moderated = new()
    {
        WithWorker = false,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HIGHPERF_MODERATION"] = "on",
            ["HIGHPERF_STANDINGS_MAX_AGE"] = "1s",
        },
    };

    [Fact]
    [Proves("POST /api/auth/signup", 503, "unavailable")]
    [Proves("POST /api/auth/login", 503, "unavailable")]
    [Proves("POST /api/videos/upload", 503, "unavailable")]
    [Proves("GET /api/videos", 503, "unavailable")]
    [Proves("GET /api/videos/{video_id}", 503, "unavailable")]
    [Proves("DELETE /api/videos/{video_id}", 503, "unavailable")]
    [Proves("GET /api/public/videos", 503, "unavailable")]
    [Proves("GET /api/public/videos/{video_id}", 503, "unavailable")]
    [Proves("POST /api/public/videos/{video_id}/vote", 503, "unavailable")]
    [Proves("GET /api/public/rankings", 503, "unavailable")]
    [Proves("POST /api/uploads", 503, "unavailable")]
    [Proves("HEAD /api/uploads/{id}", 503, "unavailable")]
    [Proves("PATCH /api/uploads/{id}", 503, "unavailable")]
    [Proves("DELETE /api/uploads/{id}", 503, "unavailable")]
    [Proves("GET /api/videos/{video_id}/events", 503, "unavailable")]
    [Proves("GET /api/public/rankings/live", 503, "unavailable")]
    [Proves("GET /api/moderation/videos", 503, "unavailable")]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 503, "unavailable")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 503, "unavailable")]
    [Proves("GET /api/me/export", 503, "unavailable")]
    [Proves("DELETE /api/me", 503, "unavailable")]
    [Proves("GET /media/processed/{key}", 503, "unavailable")]
    [Proves("GET /health/ready", 503)]
    public async Task While_the_database_is_away_everything_says_so_and_afterwards_works_again()
    {
        await using var stack = await HighPerfStack.StartAsync(Moderated);
        var player = await stack.Client.NewPlayerAsync();
        var id = (await MadeVideos.AddAsync(stack, player, 1))[0];
        await stack.ScalarAsync<Guid>("update players set role = 'moderator' where id = $1 returning id", Guid.Parse(player.Id));
        var upload = await new TusClient(stack.Client, player.Token).CreatedAsync(1_000);
        var away = true;
        var requests = Requests(stack.Client, player, id, upload, () => away);

        await stack.Postgres.StopAsync();
        await Poll.UntilAsync("the ranking in memory is too old to be served", TimeSpan.FromSeconds(10), async () =>
            (await stack.Client.GetAsync("/api/public/rankings")).Status == HttpStatusCode.ServiceUnavailable);
        foreach (var (what, ask, _) in requests)
        {
            var response = await ask();
            Assert.True(response.Status == HttpStatusCode.ServiceUnavailable, $"{what}: {response}");
            if (response.Body.Length > 0) response.Refused(HttpStatusCode.ServiceUnavailable, "unavailable"); // HEAD has none
        }

        Assert.Equal("1", (await stack.Client.GetAsync("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
        (await stack.Client.GetAsync("/health/live")).Expect(HttpStatusCode.OK);
        (await stack.Client.GetAsync("/api/contest")).Expect(HttpStatusCode.OK);
        Assert.Empty(stack.MediaFiles());

        away = false;
        await stack.Postgres.RestartAsync();
        await Poll.UntilAsync("ready again", TimeSpan.FromSeconds(30), async () => (await stack.Client.GetAsync("/health/ready")).Status == HttpStatusCode.OK);
        await Poll.UntilAsync("the ranking is read again", TimeSpan.FromSeconds(30), async () => (await stack.Client.GetAsync("/api/public/rankings")).Status == HttpStatusCode.OK);
        foreach (var (what, ask, status) in requests)
        {
            var response = await ask();
            Assert.True(response.Status == status, $"{what}, after: {response}");
        }
    }

    private static IReadOnlyList<(string What, Func<Task<ApiResponse>> Ask, HttpStatusCode After)> Requests(
        ApiClient client, Player player, string id, string upload, Func<bool> isAway)
    {
        var tus = new TusClient(client, player.Token);
        var email = ApiClient.NewEmail();
        var password = ApiClient.NewPassword();
        var signup = new { first_name = "Luisa", last_name = "Peña", email, password1 = password, password2 = password };
        return
        [
            ("signup", () => client.PostJsonAsync("/api/auth/signup", signup), HttpStatusCode.Created),
            ("login", () => client.PostJsonAsync("/api/auth/login", new { email = player.Email, password = player.Password }), HttpStatusCode.OK),
            ("upload", () => client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Sin base"), HttpStatusCode.Created),
            ("own list", () => client.GetAsync("/api/videos", player.Token), HttpStatusCode.OK),
            ("own video", () => client.GetAsync("/api/videos/" + id, player.Token), HttpStatusCode.OK),
            ("delete", () => client.DeleteAsync("/api/videos/" + id, player.Token), HttpStatusCode.BadRequest),
            ("public list", () => client.GetAsync("/api/public/videos"), HttpStatusCode.OK),
            ("public video", () => client.GetAsync("/api/public/videos/" + id), HttpStatusCode.OK),
            ("vote", () => client.VoteAsync(id, player.Token), HttpStatusCode.OK),
            ("ranking", () => client.GetAsync("/api/public/rankings"), HttpStatusCode.OK),
            ("tus create", () => tus.CreateAsync(10), HttpStatusCode.Created),
            ("tus head", () => tus.HeadAsync(upload), HttpStatusCode.OK),
            ("tus patch", () => tus.PatchAsync(upload, 0, [0, 0]), HttpStatusCode.NoContent),
            ("tus delete", () => tus.DeleteAsync(upload), HttpStatusCode.NoContent),
            ("events", () => client.GetAsync($"/api/videos/{id}/events", player.Token), HttpStatusCode.OK), // of a processed one, they end at once
            ("ranking live", () => client.GetAsync("/api/public/rankings/live?limit=" + (isAway() ? "1" : "0")), HttpStatusCode.BadRequest), // which would not end
            ("moderation list", () => client.GetAsync("/api/moderation/videos", player.Token), HttpStatusCode.OK),
            ("publish", () => client.SendAsync(HttpMethod.Post, $"/api/moderation/videos/{id}/publish", player.Token), HttpStatusCode.OK),
            ("hide", () => client.SendAsync(HttpMethod.Post, $"/api/moderation/videos/{id}/hide", player.Token), HttpStatusCode.OK),
            ("export", () => client.GetAsync("/api/me/export", player.Token), HttpStatusCode.OK),
            ("file", () => client.GetAsync(File), HttpStatusCode.NotFound),
            ("the account, at last", () => client.DeleteAsync("/api/me", player.Token), HttpStatusCode.OK),
        ];
    }
}
