using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Videos;

[Collection(StackCollection.Name)]
public sealed class DeleteTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("DELETE /api/videos/{video_id}", 200)]
    [Proves("DELETE /api/videos/{video_id}", 404, "not_found")]
    public async Task Delete_of_a_failed_video_removes_its_row_its_jobs_and_its_file()
    {
        var player = await Client.NewPlayerAsync();
        var before = fixture.Stack.MediaFiles();
        var id = await UploadAsync(player);
        var original = Assert.Single(fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal));
        await Client.FinalStateAsync(player, id, fixture.Stack);

        var response = await Client.DeleteAsync("/api/videos/" + id, player.Token);

        Record(("message", Exactly("El video ha sido eliminado exitosamente.")), ("video_id", Exactly(id)))
            .Check(response.Expect(HttpStatusCode.OK).Json);
        (await Client.GetAsync("/api/videos/" + id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
        (await Client.DeleteAsync("/api/videos/" + id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(0, await fixture.Stack.ScalarAsync<long>("select count(*) from videos where id = $1", Guid.Parse(id)));
        await Poll.UntilAsync("the original is gone from the disk", TimeSpan.FromSeconds(30),
            () => Task.FromResult(!fixture.Stack.MediaFiles().Contains(original, StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Delete_right_after_the_upload_cancels_the_job()
    {
        var player = await Client.NewPlayerAsync();
        var source = await StackFixture.SourceAsync(SourceClip.FourByThree);
        var before = fixture.Stack.MediaFiles();
        var id = await Client.UploadedAsync(player, source, "Me arrepentí");

        (await Client.DeleteAsync("/api/videos/" + id, player.Token)).Expect(HttpStatusCode.OK);

        (await Client.GetAsync("/api/videos/" + id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
        await Poll.UntilAsync("nothing of the video is left on the disk", TimeSpan.FromSeconds(60),
            () => Task.FromResult(!fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal).Any()),
            () => string.Join(' ', fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal)));
        (await Client.GetAsync("/api/public/videos/" + id)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Proves("DELETE /api/videos/{video_id}", 400, "already_published")]
    public async Task Delete_of_a_video_that_is_open_for_voting_is_refused()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var response = await Client.DeleteAsync("/api/videos/" + video.Id, video.Owner.Token);

        response.Refused(HttpStatusCode.BadRequest, "already_published");
        (await Client.GetAsync("/api/public/videos/" + video.Id)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    [Proves("DELETE /api/videos/{video_id}", 403, "forbidden")]
    [Proves("DELETE /api/videos/{video_id}", 401, "unauthorized")]
    public async Task Delete_is_refused_to_anyone_but_the_owner()
    {
        var player = await Client.NewPlayerAsync();
        var other = await Client.NewPlayerAsync();
        var id = await UploadAsync(player);

        (await Client.DeleteAsync("/api/videos/" + id, other.Token)).Refused(HttpStatusCode.Forbidden, "forbidden");
        (await Client.DeleteAsync("/api/videos/" + id)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
        (await Client.GetAsync("/api/videos/" + id, player.Token)).Expect(HttpStatusCode.OK);
    }

    private async Task<string> UploadAsync(Player player)
    {
        var response = await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Para borrar");
        return response.Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!;
    }
}
