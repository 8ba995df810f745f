using System.Text.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary><c>hpctl videos verify</c>, with a stack of its own: in the shared one other tests take files away.</summary>
public sealed class VideosVerifyTests
{
    private const int DataError = 65; // EX_DATAERR of sysexits.h
    private const int Unavailable = 69; // EX_UNAVAILABLE

    [Fact]
    public async Task Files_that_are_not_as_their_rows_say_are_listed_and_end_it_with_65()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        (await stack.RunCtlAsync("seed", "--players", "10", "--videos", "20", "--votes", "50", "--with-files")).EnsureSuccess("hpctl seed");
        var right = (await stack.RunCtlAsync("videos", "verify")).EnsureSuccess("hpctl videos verify");
        Assert.Contains("60", right.Output, StringComparison.Ordinal);

        var clip = await stack.ScalarAsync<string>("select processed_key from videos order by id limit 1");
        var original = await stack.ScalarAsync<string>("select original_key from videos order by id desc limit 1");
        File.Delete(Path.Combine(stack.ProcessedDirectory, clip));
        File.Delete(Path.Combine(stack.UploadsDirectory, original)); // its bytes are those of others, by hard links
        await File.WriteAllBytesAsync(Path.Combine(stack.UploadsDirectory, original), [1, 2, 3]);

        var table = await stack.RunCtlAsync("videos", "verify");
        Assert.Equal(DataError, table.ExitCode);
        Assert.Contains(clip, table.Output, StringComparison.Ordinal);
        Assert.Contains(original, table.Output, StringComparison.Ordinal);

        var result = await stack.RunCtlAsync("videos", "verify", "--limit", "1", "--json");
        Assert.Equal(DataError, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(20, json.RootElement.GetProperty("videos").GetInt64());
        Assert.Equal(60, json.RootElement.GetProperty("files").GetInt64());
        Assert.Equal(2, json.RootElement.GetProperty("wrong").GetInt64());
        var listed = Assert.Single(json.RootElement.GetProperty("wrong_files").EnumerateArray());
        Assert.Equal(clip, listed.GetProperty("key").GetString());
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("found").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("leftovers").GetInt64());
    }

    [Fact]
    public async Task A_directory_that_is_not_mounted_is_one_line_and_not_every_file()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        using var directory = TestDirectory.Create("not-mounted");
        var environment = new Dictionary<string, string>(stack.ProgramEnvironment(), StringComparer.Ordinal)
        {
            ["UPLOADS_DIR"] = Path.Combine(directory.FullPath, "uploads"),
        };

        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions { Program = PublishedPrograms.Ctl, Arguments = ["videos", "verify"], Environment = environment, OnlyThisEnvironment = true },
            TimeSpan.FromSeconds(60));

        Assert.Equal(Unavailable, result.ExitCode);
        Assert.Contains("UPLOADS_DIR", Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.FullPath));
    }
}
