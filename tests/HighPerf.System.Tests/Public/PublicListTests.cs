using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Public;

/// <summary>The public lists as caches and clients of limited bandwidth see them.</summary>
[Collection(QuietCollection.Name)]
public sealed class PublicListTests(QuietStackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Theory]
    [InlineData("/api/public/rankings", "Villa Comprimida", "Accept-Encoding")]
    [InlineData("/api/public/videos", "Villa Prensada", "Accept-Encoding, Authorization")]
    public async Task A_list_comes_compressed_to_who_takes_it_so_and_says_what_it_varies_by(string path, string city, string vary)
    {
        const int Rows = 6;
        var url = $"{path}?city={Uri.EscapeDataString(city)}&limit=100";
        for (var i = 0; i < Rows; i++) await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync(city, "Jugador", FormattableString.Invariant($"Número {i}")), 1);
        var plain = await Poll.UntilAsync("all is listed", TimeSpan.FromSeconds(10), async () =>
            (await Client.GetAsync(url)) is var answer && answer.Json.GetArrayLength() == Rows ? answer : null);
        Assert.Null(plain.Header("Content-Encoding"));

        foreach (var (accepted, compressed) in ((string, bool)[])
            [("gzip", true), ("br, gzip", true), ("deflate, GZIP;q=0.5", true), ("gzip;q=0", false), ("br", false), ("identity", false), ("gzippy", false)])
        {
            var answer = (await Client.GetAsync(url, headers: ("Accept-Encoding", accepted))).Expect(HttpStatusCode.OK);
            Assert.Equal((accepted, compressed ? "gzip" : null), (accepted, answer.Header("Content-Encoding")));
            Assert.Equal(vary, answer.Header("Vary"));
            Assert.Equal(plain.Text, answer.Text);
            Assert.Equal(compressed, answer.Header("ETag") != plain.Header("ETag")); // each coding has a version of its own
        }
    }

    [Fact]
    [Proves("GET /api/public/videos", 304)]
    public async Task A_known_version_of_the_videos_is_not_sent_again_until_something_changes()
    {
        const string Url = "/api/public/videos?city=mitu";
        var id = (await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync("Mitú"), 1))[0];
        var before = await Poll.UntilAsync("it is listed", TimeSpan.FromSeconds(10), async () => (await Client.GetAsync(Url)) is var answer && answer.Json.GetArrayLength() == 1 ? answer : null);
        (await Client.GetAsync(Url, headers: ("If-None-Match", before.Header("ETag")!))).Expect(HttpStatusCode.NotModified);
        (await Client.VoteAsync(id, (await Client.NewPlayerAsync()).Token)).Expect(HttpStatusCode.OK);
        var after = await Poll.UntilAsync("the vote shows", TimeSpan.FromSeconds(10), async () =>
            (await Client.GetAsync(Url, headers: ("If-None-Match", before.Header("ETag")!))) is { Status: HttpStatusCode.OK } answer ? answer : null);
        Assert.Equal(1, after.Json[0].GetProperty("votes").GetInt64());
    }

    [Fact]
    public async Task With_a_token_nothing_is_kept_by_anybody()
    {
        var player = await Client.NewPlayerAsync("Mitú");
        var answer = (await Client.GetAsync("/api/public/videos", player.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(("no-store, private", null), (answer.Header("Cache-Control"), answer.Header("ETag")));
    }
}
