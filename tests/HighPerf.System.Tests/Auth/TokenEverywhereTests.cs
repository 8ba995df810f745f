using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Auth;

/// <summary>Every endpoint that takes a token refuses every token that is none.</summary>
[Collection(QuietCollection.Name)]
public sealed class TokenEverywhereTests(QuietStackFixture fixture)
{
    private const string Video = "01890000-0000-7000-8000-000000000000";

    private static readonly (HttpMethod Method, string Path)[] Required =
    [
        (HttpMethod.Post, "/api/videos/upload"),
        (HttpMethod.Get, "/api/videos"),
        (HttpMethod.Get, "/api/videos/" + Video),
        (HttpMethod.Delete, "/api/videos/" + Video),
        (HttpMethod.Post, "/api/public/videos/" + Video + "/vote"),
        (HttpMethod.Get, "/api/moderation/videos"),
        (HttpMethod.Post, "/api/moderation/videos/" + Video + "/publish"),
        (HttpMethod.Post, "/api/moderation/videos/" + Video + "/hide"),
        (HttpMethod.Get, "/api/me/export"),
        (HttpMethod.Delete, "/api/me"),
    ];

    private static readonly (HttpMethod Method, string Path)[] Optional =
    [
        (HttpMethod.Get, "/api/public/videos"),
        (HttpMethod.Get, "/api/public/videos/" + Video),
    ];

    private ApiClient Client => fixture.Client;

    private string Secret => fixture.Stack.JwtSecret;

    [Fact]
    [Proves("POST /api/videos/upload", 401, "unauthorized")]
    [Proves("GET /api/videos", 401, "unauthorized")]
    [Proves("GET /api/videos/{video_id}", 401, "unauthorized")]
    [Proves("DELETE /api/videos/{video_id}", 401, "unauthorized")]
    [Proves("POST /api/public/videos/{video_id}/vote", 401, "unauthorized")]
    [Proves("GET /api/moderation/videos", 401, "unauthorized")]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 401, "unauthorized")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 401, "unauthorized")]
    [Proves("GET /api/me/export", 401, "unauthorized")]
    [Proves("DELETE /api/me", 401, "unauthorized")]
    public async Task A_missing_token_is_refused_wherever_one_is_needed()
    {
        foreach (var (method, path) in Required)
            (await Client.SendAsync(method, path)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    [Proves("POST /api/videos/upload", 401, "unauthorized")]
    [Proves("GET /api/videos", 401, "unauthorized")]
    [Proves("GET /api/videos/{video_id}", 401, "unauthorized")]
    [Proves("DELETE /api/videos/{video_id}", 401, "unauthorized")]
    [Proves("POST /api/public/videos/{video_id}/vote", 401, "unauthorized")]
    [Proves("GET /api/moderation/videos", 401, "unauthorized")]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 401, "unauthorized")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 401, "unauthorized")]
    [Proves("GET /api/me/export", 401, "unauthorized")]
    [Proves("DELETE /api/me", 401, "unauthorized")]
    [Proves("GET /api/public/videos", 401, "unauthorized")]
    [Proves("GET /api/public/videos/{video_id}", 401, "unauthorized")]
    public async Task An_invalid_token_is_refused_also_where_none_is_needed()
    {
        var player = await Client.NewPlayerAsync();
        foreach (var (fault, token) in Tokens.Invalid(Secret, player.Id))
        {
            foreach (var (method, path) in Required.Concat(Optional))
            {
                var response = await Client.SendAsync(method, path, token);
                Assert.True(response.Status == HttpStatusCode.Unauthorized, $"A token with this fault passed: {fault}. {response}");
                response.Refused(HttpStatusCode.Unauthorized, "unauthorized");
            }
        }
    }

    [Fact]
    public async Task A_made_token_of_the_right_kind_passes_so_that_the_faults_alone_are_refused()
    {
        var player = await Client.NewPlayerAsync();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        (await Client.GetAsync("/api/videos", Tokens.Make(Secret, player.Id))).Expect(HttpStatusCode.OK);
        (await Client.GetAsync("/api/videos", Tokens.Make(Secret, player.Id, ("exp", now + 60), ("nbf", now - 1), ("role", "moderator")))).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Basic bHVpc2E6Y2xhdmU=")]
    [InlineData("Bearer")]
    public async Task Another_scheme_is_no_token(string authorization)
    {
        (await Client.GetAsync("/api/videos", headers: ("Authorization", authorization))).Refused(HttpStatusCode.Unauthorized, "unauthorized");
        (await Client.GetAsync("/api/public/videos", headers: ("Authorization", authorization))).Refused(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task The_scheme_is_read_without_regard_to_case()
    {
        var player = await Client.NewPlayerAsync();
        (await Client.GetAsync("/api/videos", headers: ("Authorization", "bearer " + player.Token))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_in_the_address_is_none()
    {
        var player = await Client.NewPlayerAsync();
        (await Client.GetAsync("/api/videos?access_token=" + player.Token)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
    }
}
