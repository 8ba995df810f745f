using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Limits;

/// <summary><c>HIGHPERF_RATE_VOTES</c>: so many votes a minute of one player; a school shares one address.</summary>
[Collection(LimitedCollection.Name)]
public sealed class VoteLimitTests(LimitedStackFixture fixture)
{
    private ApiClient Client => fixture.Stack.Client;

    [Fact]
    [Proves("POST /api/public/videos/{video_id}/vote", 429, "too_many_requests")]
    public async Task A_player_who_votes_too_fast_is_slowed_down_and_nobody_else()
    {
        var ids = await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync(), 4);
        var (fast, other) = (await Client.NewPlayerAsync(), await Client.NewPlayerAsync());
        foreach (var id in ids.Take(2))
            (await Client.VoteAsync(id, fast.Token)).Expect(HttpStatusCode.OK);

        (await Client.VoteAsync(ids[2], fast.Token)).Refused(HttpStatusCode.TooManyRequests, "too_many_requests");

        (await Client.VoteAsync(ids[2], other.Token)).Expect(HttpStatusCode.OK);
        (await Client.GetAsync("/api/videos", fast.Token)).Expect(HttpStatusCode.OK);
        (await Client.GetAsync("/api/public/videos", fast.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, await fixture.Stack.ScalarAsync<long>("select count(*) from votes where player_id = $1", Guid.Parse(fast.Id)));
    }
}
