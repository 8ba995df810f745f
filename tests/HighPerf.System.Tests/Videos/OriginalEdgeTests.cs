using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Videos;

/// <summary>Originals by their signed address: what HTTP knows besides the whole file, and the file gone.</summary>
[Collection(StackCollection.Name)]
public sealed class OriginalEdgeTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /media/original/{key}", 304)]
    [Proves("GET /media/original/{key}", 412, "precondition_failed")]
    [Proves("GET /media/original/{key}", 416)]
    public async Task An_original_has_a_version_and_a_length()
    {
        var (_, _, url) = await UploadedAsync();
        var whole = (await Client.GetAsync(url)).Expect(HttpStatusCode.OK);

        Assert.Empty((await Client.GetAsync(url, headers: ("If-None-Match", whole.Header("ETag")!))).Expect(HttpStatusCode.NotModified).Body);
        var beyond = await Client.GetAsync(url, headers: ("Range", FormattableString.Invariant($"bytes={whole.Body.Length}-")));
        Assert.Equal(FormattableString.Invariant($"bytes */{whole.Body.Length}"), beyond.Expect(HttpStatusCode.RequestedRangeNotSatisfiable).Header("Content-Range"));
        (await Client.GetAsync(url, headers: ("If-Match", "\"otra\""))).Refused(HttpStatusCode.PreconditionFailed, "precondition_failed");
        var head = (await Client.SendAsync(HttpMethod.Head, url)).Expect(HttpStatusCode.OK);
        Assert.Equal(whole.Body.Length, head.Response.Content.Headers.ContentLength);
    }

    [Fact]
    [Proves("GET /media/original/{key}", 404, "not_found")]
    public async Task The_address_of_a_deleted_original_leads_nowhere()
    {
        var (player, id, url) = await UploadedAsync();
        (await Client.GetAsync(url)).Expect(HttpStatusCode.OK);
        (await Client.DeleteAsync("/api/videos/" + id, player.Token)).Expect(HttpStatusCode.OK);

        await Poll.UntilAsync("the original is gone", TimeSpan.FromSeconds(30), async () => (await Client.GetAsync(url)).Status == HttpStatusCode.NotFound);
        (await Client.GetAsync(url)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    private async Task<(Player Player, string Id, string Url)> UploadedAsync()
    {
        var player = await Client.NewPlayerAsync();
        var upload = (await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Con original")).Expect(HttpStatusCode.Created);
        var id = upload.Json.GetProperty("video_id").GetString()!;
        return (player, id, (await Client.OwnVideoAsync(player, id)).GetProperty("original_url").GetString()!);
    }
}
