using System.Net;
using System.Security.Cryptography;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.TwoApis;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Uploads;

/// <summary>tus-js-client, as a web page would use it, against two API processes over one disk.</summary>
public sealed class TusClientTests : IAsyncLifetime
{
    private readonly TestDirectory directory = TestDirectory.Create("tus");
    private HighPerfStack stack = null!;
    private SecondApi second = null!;

    public async Task InitializeAsync()
    {
        stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RESUMABLE_LEASE"] = "2s" },
        });
        second = await SecondApi.StartAsync(stack);
    }

    public async Task DisposeAsync()
    {
        await second.DisposeAsync();
        await stack.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task A_hundred_megabytes_arrive_whole_over_three_aborts_and_a_killed_server()
    {
        var player = await stack.Client.NewPlayerAsync();
        var clip = await TusPage.ClipAsync(directory);
        await using var client = await TusPage.StartAsync(player, clip, [stack.ApiUrl, second.Url], aborts: [0.15, 0.4, 0.6]);
        await client.WaitForLineAsync(line => line.Contains("aborted", StringComparison.Ordinal), TusPage.Patience);
        await stack.Api.KillAsync();
        await stack.StartApiAsync();

        var id = await TusPage.VideoAsync(client);
        Assert.Equal(3, client.Output.Count(line => line.Contains("aborted", StringComparison.Ordinal)));
        await TheVideoIsAsync(player, id, clip);
    }

    [Fact]
    public async Task Two_clients_on_one_upload_cannot_mix()
    {
        var player = await stack.Client.NewPlayerAsync();
        var (clip, other) = (await TusPage.ClipAsync(directory), Path.Combine(directory.FullPath, "other.mp4"));
        await File.WriteAllBytesAsync(other, Mp4Bytes.Damaged(TusPage.Size)); // other bytes of the same length
        var upload = stack.ApiUrl + await new TusClient(stack.Client, player.Token).CreatedAsync(TusPage.Size);
        await using var one = await TusPage.StartAsync(player, clip, [stack.ApiUrl], [], upload);
        await using var two = await TusPage.StartAsync(player, other, [second.Url], [], upload);
        var ids = await Task.WhenAll(TusPage.VideoAsync(one), TusPage.VideoAsync(two));
        Assert.Equal(ids[0], ids[1]);

        // Each megabyte is wholly one's or the other's: whoever wrote it had the place to itself.
        var stored = await File.ReadAllBytesAsync(await OriginalAsync(ids[0]));
        var (firstFile, secondFile) = (await File.ReadAllBytesAsync(clip), await File.ReadAllBytesAsync(other));
        for (var at = 0; at < TusPage.Size; at += TusPage.ChunkSize)
        {
            var piece = stored.AsSpan(at, TusPage.ChunkSize);
            Assert.True(piece.SequenceEqual(firstFile.AsSpan(at, TusPage.ChunkSize)) || piece.SequenceEqual(secondFile.AsSpan(at, TusPage.ChunkSize)), FormattableString.Invariant($"mixed at {at}"));
        }
    }

    private async Task TheVideoIsAsync(Player player, string id, string clip)
    {
        (await stack.Client.GetAsync("/api/videos/" + id, player.Token)).Expect(HttpStatusCode.OK);
        await using var stored = File.OpenRead(await OriginalAsync(id));
        await using var sent = File.OpenRead(clip);
        var hash = await SHA256.HashDataAsync(sent);
        Assert.Equal(hash, await SHA256.HashDataAsync(stored));
        Assert.Equal(hash, await stack.ScalarAsync<byte[]>("select sha256 from videos where id = $1", Guid.Parse(id)));
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from upload_segments")); // files that a killed server left are the sweep's
    }

    private async Task<string> OriginalAsync(string id) =>
        Path.Combine(stack.UploadsDirectory, await stack.ScalarAsync<string>("select original_key from videos where id = $1", Guid.Parse(id)));
}
