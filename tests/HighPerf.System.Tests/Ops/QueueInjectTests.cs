using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Ops;

/// <summary><c>hpctl queue inject</c>.</summary>
public sealed class QueueInjectTests(QueueOpsFixture fixture) : IClassFixture<QueueOpsFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => fixture.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_clip_is_put_into_the_queue_so_many_times_as_if_it_had_been_uploaded()
    {
        await fixture.Stack.Client.NewPlayerAsync();
        var clip = await TestClips.SmallTwoSeconds;
        Assert.Equal("3 jobs", (await fixture.Stack.RunCtlAsync("queue", "inject", clip, "--count", "3")).EnsureSuccess("hpctl").Output.Trim());

        await using var command = fixture.Stack.Database.CreateCommand(
            "select v.original_key, v.size_bytes, encode(v.sha256, 'hex') from videos v join jobs j on j.payload->>'video_id' = v.id::text and j.kind = 'transcode-video' where v.status = 'uploaded'");
        await using var reader = await command.ExecuteReaderAsync();
        var files = new HashSet<string>(StringComparer.Ordinal);
        var bytes = await File.ReadAllBytesAsync(clip);
        while (await reader.ReadAsync())
        {
            files.Add(reader.GetString(0));
            Assert.Equal(bytes.Length, reader.GetInt64(1));
            Assert.Equal(Convert.ToHexStringLower(global::System.Security.Cryptography.SHA256.HashData(bytes)), reader.GetString(2));
            Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(fixture.Stack.UploadsDirectory, reader.GetString(0))));
        }

        Assert.Equal(3, files.Count);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_injected()
    {
        await fixture.FailsAsync(64, "nothing.mp4", "queue", "inject", "/nothing.mp4");
        await fixture.FailsAsync(64, "--count", "queue", "inject", await TestClips.SmallTwoSeconds, "--count", "0");
    }
}
