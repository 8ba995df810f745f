using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Crashes;

/// <summary>The API killed in the middle of an upload, and clients that go away there.</summary>
public sealed class ApiKilledTests
{
    private const int SentBeforePause = 3 * 1024 * 1024;

    [Fact]
    public async Task An_upload_cut_off_by_a_killed_api_leaves_nothing_after_the_sweep()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        using var cancellation = new CancellationTokenSource();
        var upload = HangingUploadAsync(stack, player, cancellation.Token);
        await BytesArrivedAsync(stack);

        await stack.Api.KillAsync();
        Assert.NotEmpty(stack.MediaFiles());
        await cancellation.CancelAsync(); // a client that has nothing to send does not notice that nobody reads any more
        var ending = await Record.ExceptionAsync(() => upload);
        Assert.True(ending is HttpRequestException or OperationCanceledException, $"The upload ended with {ending}");
        await stack.StartApiAsync();

        await NothingIsLeftAsync(stack, CrashStack.LeftoverAge + (CrashStack.LeftoverSweepPeriod * 3));
        (await stack.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_upload_cut_off_by_its_client_leaves_nothing_at_once()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        var player = await stack.Client.NewPlayerAsync();
        using var cancellation = new CancellationTokenSource();
        var upload = HangingUploadAsync(stack, player, cancellation.Token);
        await BytesArrivedAsync(stack);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);

        await NothingIsLeftAsync(stack, TimeSpan.FromSeconds(10));
    }

    private static async Task<HttpResponseMessage> HangingUploadAsync(HighPerfStack stack, Player player, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(); // unchecked: the connection ends before there is an answer
        using var form = new MultipartFormDataContent
        {
            { new StringContent("A medias"), "title" },
            { new StreamContent(new PausingStream(SentBeforePause)), "video_file", "clip.mp4" },
        };
        using var message = new HttpRequestMessage(HttpMethod.Post, stack.ApiUrl + "/api/videos/upload") { Content = form };
        message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + player.Token);
        return await client.SendAsync(message, cancellationToken);
    }

    private static Task BytesArrivedAsync(HighPerfStack stack) => Poll.UntilAsync(
        "bytes of the upload are on the disk",
        TimeSpan.FromSeconds(20),
        () => Task.FromResult(stack.MediaFiles().Any(file => file.EndsWith(".part", StringComparison.Ordinal))),
        () => string.Join(' ', stack.MediaFiles()));

    private static async Task NothingIsLeftAsync(HighPerfStack stack, TimeSpan timeout)
    {
        await Poll.UntilAsync("no file is left", timeout, () => Task.FromResult(stack.MediaFiles().Count == 0), () => string.Join(' ', stack.MediaFiles()));
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from videos"));
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from jobs"));
    }
}
