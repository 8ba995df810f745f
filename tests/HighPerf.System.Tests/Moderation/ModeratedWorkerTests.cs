using System.Net;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Moderation;

/// <summary>A clip all the way through a worker that leaves the opening to a moderator.</summary>
public sealed class ModeratedWorkerTests
{
    [Fact]
    public async Task A_processed_video_waits_for_a_moderator()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WorkerSlots = 1,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_MODERATION"] = "on", ["HIGHPERF_SOURCE_MIN_DURATION"] = "1s" },
        });
        var moderator = await stack.Client.NewPlayerAsync();
        await stack.ScalarAsync<Guid>("update players set role = 'moderator' where id = $1 returning id", Guid.Parse(moderator.Id));
        var owner = await stack.Client.NewPlayerAsync();
        var id = await stack.Client.UploadedAsync(owner, await TestClips.TooShort, "Para moderar");

        Assert.Equal("processed", (await stack.Client.FinalStateAsync(owner, id, stack)).GetProperty("status").GetString());
        (await stack.Client.GetAsync("/api/public/videos/" + id)).Refused(HttpStatusCode.NotFound, "not_found");
        (await stack.Client.VoteAsync(id, owner.Token)).Refused(HttpStatusCode.NotFound, "not_found");

        (await stack.Client.SendAsync(HttpMethod.Post, $"/api/moderation/videos/{id}/publish", moderator.Token)).Expect(HttpStatusCode.OK);
        (await stack.Client.GetAsync("/api/public/videos/" + id)).Expect(HttpStatusCode.OK);
        (await stack.Client.VoteAsync(id, owner.Token)).Expect(HttpStatusCode.OK);
    }
}
