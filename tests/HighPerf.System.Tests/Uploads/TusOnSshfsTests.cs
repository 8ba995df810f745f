using System.Security.Cryptography;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.TwoApis;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Uploads;

/// <summary>Resumable uploads where the disk is shared over a network: each API process sees it through a mount of its own.</summary>
public sealed class TusOnSshfsTests
{
    [Fact]
    public async Task A_hundred_megabytes_arrive_whole_over_two_machines_that_share_a_disk_by_sshfs()
    {
        using var shared = TestDirectory.Create("shared");
        using var clips = TestDirectory.Create("tus-sshfs");
        await using var firstMount = await SshfsMount.StartAsync(shared.FullPath);
        await using var secondMount = await SshfsMount.StartAsync(shared.FullPath);
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["UPLOADS_DIR"] = firstMount.FullPath, ["HIGHPERF_RESUMABLE_LEASE"] = "2s" },
        });
        await using var second = await SecondApi.StartAsync(stack, ("UPLOADS_DIR", secondMount.FullPath));
        var player = await stack.Client.NewPlayerAsync();
        var clip = await TusPage.ClipAsync(clips);

        await using var page = await TusPage.StartAsync(player, clip, [stack.ApiUrl, second.Url], aborts: [0.3, 0.7]);
        var id = await TusPage.VideoAsync(page);

        await using var sent = File.OpenRead(clip);
        await using var stored = File.OpenRead(Assert.Single(Directory.GetFiles(shared.FullPath)));
        var hash = await SHA256.HashDataAsync(sent);
        Assert.Equal(hash, await SHA256.HashDataAsync(stored));
        Assert.Equal(hash, await stack.ScalarAsync<byte[]>("select sha256 from videos where id = $1", Guid.Parse(id)));
    }
}
