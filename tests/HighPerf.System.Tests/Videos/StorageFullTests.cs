using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Videos;

/// <summary>Less space is free than <c>HIGHPERF_STORAGE_RESERVE</c> keeps for what is already on its way.</summary>
public sealed class StorageFullTests
{
    [Fact]
    [Proves("POST /api/videos/upload", 507, "storage_full")]
    public async Task An_upload_is_refused_while_less_space_is_free_than_the_reserve()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_STORAGE_RESERVE"] = "1048576GiB" },
        });
        var player = await stack.Client.NewPlayerAsync();

        (await stack.Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "No cabe")).Refused(HttpStatusCode.InsufficientStorage, "storage_full");
        Assert.Empty(stack.MediaFiles());
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from videos"));
        Assert.Empty((await stack.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK).Json.EnumerateArray());
    }
}
