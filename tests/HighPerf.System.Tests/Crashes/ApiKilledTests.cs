using System.Net;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Crashes;

/// <summary>The API killed in the middle of an upload, and clients that go away there.</summary>
public sealed class ApiKilledTests
{
    [Fact]
    public async Task An_upload_cut_off_by_a_killed_api_leaves_nothing_after_the_sweep()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        using var cancellation = new CancellationTokenSource();
        var upload = HangingUpload.SendAsync(stack, player, cancellation.Token);
        await HangingUpload.ArrivedAsync(stack);

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
        var upload = HangingUpload.SendAsync(stack, player, cancellation.Token);
        await HangingUpload.ArrivedAsync(stack);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);

        await NothingIsLeftAsync(stack, TimeSpan.FromSeconds(10));
    }

    private static async Task NothingIsLeftAsync(HighPerfStack stack, TimeSpan timeout)
    {
        await Poll.UntilAsync("no file is left", timeout, () => Task.FromResult(stack.MediaFiles().Count == 0), () => string.Join(' ', stack.MediaFiles()));
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from videos"));
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from jobs"));
    }
}
