using System.Net;
using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Contract;

/// <summary>The parameters that every list takes, and their edges.</summary>
[Collection(QuietCollection.Name)]
public sealed class PagingTests(QuietStackFixture fixture)
{
    private static readonly string[] Wrong =
    [
        "limit=0", "limit=101", "limit=-1", "limit=diez", "limit=1.5", "limit=1e1", "limit=%2B5", "limit=%205", "limit=0x10", "limit=", "limit=%D9%A3",
        "limit=99999999999999999999", "page=0", "page=-1", "page=uno", "page=", "offset=-1", "offset=1.5", "offset=x", "limit=5&limit=6",
    ];

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /api/videos", 400, "invalid_parameter")]
    [Proves("GET /api/public/videos", 400, "invalid_parameter")]
    [Proves("GET /api/public/rankings", 400, "invalid_parameter")]
    public async Task A_wrong_parameter_is_refused_and_named()
    {
        var player = await Client.NewPlayerAsync();
        foreach (var list in new[] { "/api/videos", "/api/public/videos", "/api/public/rankings" })
        {
            foreach (var query in Wrong)
            {
                var response = await Client.GetAsync($"{list}?{query}", player.Token);
                response.Refused(HttpStatusCode.BadRequest, "invalid_parameter", query[..query.IndexOf('=', StringComparison.Ordinal)]);
            }
        }
    }

    [Fact]
    public async Task Every_wrong_parameter_is_named_at_once() =>
        (await Client.GetAsync("/api/public/videos?limit=0&page=0&offset=-1")).Refused(HttpStatusCode.BadRequest, "invalid_parameter", "limit", "page", "offset");

    [Theory]
    [InlineData("/api/public/videos", 10)]
    [InlineData("/api/videos", 100)]
    public async Task A_list_without_a_limit_has_its_own(string list, int limit)
    {
        var owner = await Client.NewPlayerAsync();
        var ids = (await MadeVideos.AddAsync(fixture.Stack, owner, 101)).Reverse().ToList();

        Assert.Equal(limit, (await IdsAsync(list, owner)).Count);
        Assert.Equal(100, (await IdsAsync(list + "?limit=100", owner)).Count);
        if (list != "/api/videos")
            return;
        Assert.Equal(ids[..100], await IdsAsync(list, owner));
        Assert.Equal(ids[100..], await IdsAsync(list + "?page=2", owner));
        Assert.Equal(ids[7..9], await IdsAsync(list + "?limit=2&offset=7&page=4", owner));
        Assert.Empty(await IdsAsync(list + "?offset=101", owner));
        Assert.Empty(await IdsAsync(list + "?page=99999999999", owner));
    }

    [Theory]
    [InlineData("Tunja", "TUNJA", true)]
    [InlineData("Tunja", "  tunja ", true)]
    [InlineData("Popayán", "popayan", true)]
    [InlineData("Ibagué", "IBAGUÉ", true)]
    [InlineData("Ibague\u0301", "ibagué", true)]
    [InlineData("Cúcuta", "cucut", false)]
    [InlineData("San Andrés", "andres", false)]
    [InlineData("Quibdó", "%25", false)]
    [InlineData("Quibdó", "Q_ibd_", false)]
    public async Task A_city_is_equality_after_folding(string city, string asked, bool found)
    {
        var owner = await Client.NewPlayerAsync(city, "Ana", "De " + Guid.CreateVersion7().ToString("N"));
        var id = (await MadeVideos.AddAsync(fixture.Stack, owner, 1))[0];
        var query = "?limit=100&city=" + (asked.StartsWith('%') ? asked : Uri.EscapeDataString(asked));

        Assert.Equal(found, (await IdsAsync("/api/public/videos" + query, owner)).Contains(id, StringComparer.Ordinal));
        await HighPerf.Testing.Servers.Poll.UntilAsync("the ranking of the city", TimeSpan.FromSeconds(5), async () =>
        {
            var rows = (await Client.GetAsync("/api/public/rankings" + query)).Expect(HttpStatusCode.OK).Json;
            return found == rows.EnumerateArray().Any(row => row.GetProperty("username").GetString() == owner.Username);
        });
    }

    [Theory]
    [InlineData("/api/public/videos")]
    [InlineData("/api/public/rankings")]
    public async Task A_city_that_nobody_is_from_is_an_empty_list_and_an_empty_one_is_all(string list)
    {
        await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync("Leticia"), 1);
        Assert.Equal("[]", (await Client.GetAsync(list + "?city=Ninguna")).Expect(HttpStatusCode.OK).Text);
        await HighPerf.Testing.Servers.Poll.UntilAsync("somebody is there", TimeSpan.FromSeconds(5), async () =>
            (await Client.GetAsync(list + "?city=")).Expect(HttpStatusCode.OK).Json.GetArrayLength() > 0);
    }

    private async Task<List<string>> IdsAsync(string path, Player player) =>
        [.. (await Client.GetAsync(path, player.Token)).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select((JsonElement video) => video.GetProperty("video_id").GetString()!)];
}
