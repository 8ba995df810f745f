using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Uploads;

/// <summary>tus-js-client, as a web page would use it (tests/browser/tus.mjs).</summary>
internal static class TusPage
{
    public const int ChunkSize = 1 << 20;
    public const int Size = 100 * 1024 * 1024;

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>A hundred megabytes of noise behind an MP4's first box, always the same.</summary>
    public static async Task<string> ClipAsync(TestDirectory directory)
    {
        var path = Path.Combine(directory.FullPath, "clip.mp4");
        var bytes = new byte[Size];
        new Random(7).NextBytes(bytes);
        Mp4Bytes.FileType.CopyTo(bytes, 0);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    /// <param name="servers">In turn, the next one after each abort.</param>
    /// <param name="aborts">After which parts of the whole it aborts and begins anew.</param>
    /// <param name="url">An upload to go on with; null: a new one.</param>
    public static Task<ChildProcess> StartAsync(Player player, string file, string[] servers, double[] aborts, string? url = null)
    {
        var scripts = Path.Combine(Repository.Root, "tests", "browser");
        return ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("node"),
            Arguments = [Path.Combine(scripts, "tus.mjs"), JsonSerializer.Serialize(new { servers, token = player.Token, file, title = "A trozos", chunkSize = ChunkSize, aborts, url })],
            WorkingDirectory = scripts,
        });
    }

    /// <summary>The id of the video that the upload has become.</summary>
    public static async Task<string> VideoAsync(ChildProcess client)
    {
        var line = await client.WaitForLineAsync(line => line.Contains("\"video\"", StringComparison.Ordinal) || line.Contains("\"error\"", StringComparison.Ordinal), Patience);
        using var said = JsonDocument.Parse(line);
        Assert.True(said.RootElement.TryGetProperty("video", out var video), client.Describe("did not upload"));
        return video.GetString()!;
    }
}
