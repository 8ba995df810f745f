using System.Net;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Moderation;

/// <summary>Moderation as it is unless it is switched on: not there.</summary>
[Collection(QuietCollection.Name)]
public sealed class ModerationOffTests(QuietStackFixture fixture)
{
    [Fact]
    [Proves("GET /api/moderation/videos", 404, "not_found")]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 404, "not_found")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 404, "not_found")]
    public async Task Without_moderation_there_is_nothing_even_for_a_moderator()
    {
        var moderator = await fixture.Client.NewPlayerAsync();
        await fixture.Stack.ScalarAsync<Guid>("update players set role = 'moderator' where id = $1 returning id", Guid.Parse(moderator.Id));
        var id = (await MadeVideos.AddAsync(fixture.Stack, moderator, 1))[0];

        foreach (var token in new[] { moderator.Token, (await fixture.Client.NewPlayerAsync()).Token })
        {
            (await fixture.Client.GetAsync("/api/moderation/videos", token)).Refused(HttpStatusCode.NotFound, "not_found");
            foreach (var verb in new[] { "publish", "hide" })
                (await fixture.Client.SendAsync(HttpMethod.Post, $"/api/moderation/videos/{id}/{verb}", token)).Refused(HttpStatusCode.NotFound, "not_found");
        }
    }
}
