using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Videos;

/// <summary>The web layer alone, as a capacity plan measures it: real files and rows, but the jobs go nowhere.</summary>
public sealed class DecoupledUploadTests
{
    [Fact]
    [Proves("POST /api/videos/upload", 202)]
    public async Task Without_a_queue_an_upload_is_stored_and_answers_202()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            SweepPeriod = "200ms",
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_QUEUE"] = "Memory", ["HIGHPERF_ENVIRONMENT"] = "test" },
        });
        var player = await stack.Client.NewPlayerAsync();
        var bytes = Mp4Bytes.Damaged();

        var upload = (await stack.Client.UploadAsync(player.Token, bytes, "Nadie lo procesa")).Expect(HttpStatusCode.Accepted).Json;

        Record(
            ("message", Exactly("Video subido correctamente. Procesamiento en curso.")),
            ("task_id", UuidV7), ("video_id", UuidV7)).Check(upload);
        var video = await stack.Client.OwnVideoAsync(player, upload.GetProperty("video_id").GetString()!);
        Assert.Equal("uploaded", video.GetProperty("status").GetString());
        Assert.Equal(bytes.Length, new FileInfo(Assert.Single(Directory.EnumerateFiles(stack.UploadsDirectory, "*", SearchOption.AllDirectories))).Length);
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from jobs"));

        // A real worker beside it hears of nothing, and a delete goes through the durable queue as ever.
        await stack.StartWorkerAsync();
        (await stack.Client.DeleteAsync("/api/videos/" + upload.GetProperty("video_id").GetString(), player.Token)).Expect(HttpStatusCode.OK);
        await Poll.UntilAsync("the file is gone", TimeSpan.FromSeconds(30), () => Task.FromResult(stack.MediaFiles().Count == 0));
    }

    [Fact]
    public async Task Without_a_queue_the_api_does_not_start_outside_a_test_environment()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions
            {
                Program = PublishedPrograms.Api,
                Environment = new Dictionary<string, string>(stack.ProgramEnvironment(), StringComparer.Ordinal) { ["HIGHPERF_QUEUE"] = "memory" },
                OnlyThisEnvironment = true,
            },
            TimeSpan.FromSeconds(30));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("HIGHPERF_QUEUE=memory", result.Errors, StringComparison.Ordinal);
        Assert.Contains("HIGHPERF_ENVIRONMENT=test", result.Errors, StringComparison.Ordinal);
    }
}
