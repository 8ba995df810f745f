using System.Diagnostics;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Live;

/// <summary>The ranking as those hear it who listen.</summary>
[Collection(QuietCollection.Name)]
public sealed class RankingLiveTests(QuietStackFixture fixture)
{
    private const string Live = "/api/public/rankings/live";

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET " + Live, 200)]
    public async Task Who_listens_hears_the_ranking_and_then_each_change_within_a_second()
    {
        var id = (await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync("Villa en vivo"), 1))[0];
        await using var listener = await Client.ListenAsync(Live + "?city=villa%20en%20vivo&limit=5");
        Assert.Equal(("text/event-stream", "no-store", "no"), (listener.Head.MediaType, listener.Head.Header("Cache-Control"), listener.Head.Header("X-Accel-Buffering")));
        var first = await listener.NextAsync();
        while (first!.Value.Data.GetArrayLength() == 0) first = await listener.NextAsync(); // the video is being opened
        Assert.Equal(("ranking", 0L), (first.Value.Name, first.Value.Data[0].GetProperty("votes").GetInt64()));

        (await Client.VoteAsync(id, (await Client.NewPlayerAsync()).Token)).Expect(HttpStatusCode.OK);
        var voted = Stopwatch.StartNew();
        var second = (await listener.NextAsync())!.Value;
        Assert.True(voted.Elapsed < TimeSpan.FromSeconds(5), voted.ToString()); // a second in the contract; the rest is for a busy machine
        Assert.Equal(1, second.Data[0].GetProperty("votes").GetInt64());
        Assert.NotEqual(first.Value.Id, second.Id);
        Assert.Equal(second.Id, (await Client.GetAsync("/api/public/rankings?city=villa%20en%20vivo&limit=5")).Header("ETag"));

        // Who comes back with that version hears nothing of it again.
        await using var again = await Client.ListenAsync(Live + "?city=villa%20en%20vivo&limit=5", lastEventId: second.Id);
        (await Client.VoteAsync(id, (await Client.NewPlayerAsync()).Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await again.NextAsync())!.Value.Data[0].GetProperty("votes").GetInt64());
    }

    [Fact]
    [Proves("GET " + Live, 400, "invalid_parameter")]
    public async Task A_wrong_limit_is_refused() => (await Client.GetAsync(Live + "?limit=1000")).Refused(HttpStatusCode.BadRequest, "invalid_parameter", "limit");
}
