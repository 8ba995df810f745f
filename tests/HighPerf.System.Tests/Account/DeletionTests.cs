using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Account;

public sealed class DeletionTests
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    [Fact]
    [Proves("DELETE /api/me", 200)]
    [Proves("DELETE /api/me", 401, "unauthorized")]
    [Proves("GET /api/me/export", 401, "unauthorized")]
    [Proves("GET /api/videos/{video_id}", 401, "unauthorized")]
    [Proves("DELETE /api/videos/{video_id}", 401, "unauthorized")]
    [Proves("GET /api/public/videos", 401, "unauthorized")]
    [Proves("GET /api/public/videos/{video_id}", 401, "unauthorized")]
    [Proves("POST /api/auth/login", 401, "invalid_credentials")]
    public async Task A_deleted_account_is_gone_with_its_videos_files_and_votes_and_its_token_is_worth_nothing()
    {
        await using var stack = await HighPerfStack.StartAsync();
        var client = stack.Client;
        var leaver = await client.NewPlayerAsync("Arauca", "Adiós", "Siempre");
        var stayer = await client.NewPlayerAsync("Arauca", "Aquí", "Quedo");
        var open = (await MadeVideos.AddAsync(stack, leaver, 1))[0];
        var other = (await MadeVideos.AddAsync(stack, stayer, 1))[0];
        var failed = (await client.UploadAsync(leaver.Token, Mp4Bytes.Damaged(), "Con archivo")).Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!;
        await client.FinalStateAsync(leaver, failed, stack);
        foreach (var (video, voter) in new[] { (other, leaver), (other, stayer), (open, stayer), (open, leaver) })
            (await client.VoteAsync(video, voter.Token)).Expect(HttpStatusCode.OK);
        await RankedAsync(stack, 2, 2);
        Assert.NotEmpty(stack.MediaFiles());

        var response = await client.DeleteAsync("/api/me", leaver.Token);

        Record(("message", Exactly("La cuenta ha sido eliminada exitosamente."))).Check(response.Expect(HttpStatusCode.OK).Json);
        (await client.PostJsonAsync("/api/auth/login", new { email = leaver.Email, password = leaver.Password })).Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
        foreach (var ask in new Func<Task<ApiResponse>>[]
        {
            () => client.GetAsync("/api/videos", leaver.Token),
            () => client.GetAsync("/api/videos/" + other, leaver.Token),
            () => client.GetAsync("/api/videos/" + open, leaver.Token),
            () => client.DeleteAsync("/api/videos/" + other, leaver.Token),
            () => client.GetAsync("/api/public/videos", leaver.Token),
            () => client.GetAsync("/api/public/videos?city=Ninguna", leaver.Token),
            () => client.GetAsync("/api/public/videos/" + other, leaver.Token),
            () => client.GetAsync("/api/public/videos/" + open, leaver.Token),
            () => client.VoteAsync(other, leaver.Token),
            () => client.UploadAsync(leaver.Token, Mp4Bytes.Damaged(), "Ya no"),
            () => client.GetAsync("/api/me/export", leaver.Token),
            () => client.DeleteAsync("/api/me", leaver.Token),
        })
        {
            (await ask()).Refused(HttpStatusCode.Unauthorized, "unauthorized");
        }

        (await client.GetAsync("/api/public/videos/" + open)).Refused(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(1, (await client.GetAsync("/api/public/videos/" + other)).Expect(HttpStatusCode.OK).Json.GetProperty("votes").GetInt64());
        await RankedAsync(stack, 1);
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from players where id = $1", Guid.Parse(leaver.Id)));
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from votes where player_id = $1", Guid.Parse(leaver.Id)));
        await Poll.UntilAsync("the files are gone", TimeSpan.FromSeconds(30), () => Task.FromResult(stack.MediaFiles().Count == 0), () => string.Join(' ', stack.MediaFiles()));
    }

    [Fact]
    public async Task The_address_of_a_deleted_account_is_free_again()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        var player = await stack.Client.NewPlayerAsync();
        (await stack.Client.DeleteAsync("/api/me", player.Token)).Expect(HttpStatusCode.OK);

        var again = await stack.Client.PostJsonAsync("/api/auth/signup",
            new { first_name = "Otra", last_name = "Vez", email = player.Email, password1 = player.Password, password2 = player.Password });
        Assert.NotEqual(player.Id, again.Expect(HttpStatusCode.Created).Json.GetProperty("id").GetString());
    }

    private static Task RankedAsync(HighPerfStack stack, params long[] votes) => Poll.UntilAsync("the ranking is as expected", Freshness, async () =>
        (await stack.Client.GetAsync("/api/public/rankings?city=arauca")).Expect(HttpStatusCode.OK).Json.EnumerateArray()
            .Select(row => row.GetProperty("votes").GetInt64()).SequenceEqual(votes));
}
