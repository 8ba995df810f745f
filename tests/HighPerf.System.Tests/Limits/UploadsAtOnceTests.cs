using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Crashes;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Limits;

/// <summary><c>HIGHPERF_UPLOADS_AT_ONCE</c>: so many uploads of one player are under way, and no more.</summary>
public sealed class UploadsAtOnceTests
{
    [Fact]
    [Proves("POST /api/videos/upload", 429, "too_many_requests")]
    public async Task A_player_with_an_upload_under_way_waits_for_it_and_nobody_else_does()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_UPLOADS_AT_ONCE"] = "1" },
        });
        var (player, other) = (await stack.Client.NewPlayerAsync(), await stack.Client.NewPlayerAsync());
        using var cancellation = new CancellationTokenSource();
        var upload = HangingUpload.SendAsync(stack, player, cancellation.Token);
        await HangingUpload.ArrivedAsync(stack);

        (await AnotherAsync(stack, player)).Refused(HttpStatusCode.TooManyRequests, "too_many_requests");
        (await AnotherAsync(stack, other)).Expect(HttpStatusCode.Created);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        await Poll.UntilAsync("the next upload is taken", TimeSpan.FromSeconds(10), async () => (await AnotherAsync(stack, player)).Status == HttpStatusCode.Created);
    }

    private static Task<ApiResponse> AnotherAsync(HighPerfStack stack, Player player) =>
        stack.Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Otro más");
}
