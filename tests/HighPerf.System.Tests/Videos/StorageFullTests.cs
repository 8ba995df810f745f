using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.TwoApis;
using HighPerf.System.Tests.Uploads;

namespace HighPerf.System.Tests.Videos;

/// <summary>Less space is free than <c>HIGHPERF_STORAGE_RESERVE</c> keeps for what is already on its way.</summary>
public sealed class StorageFullTests
{
    [Fact]
    [Proves("POST /api/videos/upload", 507, "storage_full")]
    [Proves("POST /api/uploads", 507, "storage_full")]
    public async Task An_upload_is_refused_while_less_space_is_free_than_the_reserve()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_STORAGE_RESERVE"] = "1048576GiB" },
        });
        var player = await stack.Client.NewPlayerAsync();

        (await stack.Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "No cabe")).Refused(HttpStatusCode.InsufficientStorage, "storage_full");
        (await new TusClient(stack.Client, player.Token).CreateAsync(1_000)).Refused(HttpStatusCode.InsufficientStorage, "storage_full");
        Assert.Empty(stack.MediaFiles());
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from videos"));
        Assert.Empty((await stack.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK).Json.EnumerateArray());
    }

    [Fact]
    [Proves("POST /api/videos/upload", 507, "storage_full")]
    public async Task An_upload_that_does_not_say_its_length_may_be_the_longest()
    {
        // The longest upload would take of the reserve, a small one would not.
        var free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace;
        var longest = Math.Min(free / 2, 64L << 30);
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HIGHPERF_MAX_UPLOAD"] = longest.ToString(CultureInfo.InvariantCulture),
                ["HIGHPERF_STORAGE_RESERVE"] = (free - (longest / 2)).ToString(CultureInfo.InvariantCulture),
            },
        });
        var player = await stack.Client.NewPlayerAsync();

        (await stack.Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Cabe")).Expect(HttpStatusCode.Created);
        var silent = new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(Mp4Bytes.Damaged())).AsStream());
        (await stack.Client.UploadAsync(player.Token, ("video_file", silent, "clip.mp4"), ("title", new StringContent("No dice cuánto"), null)))
            .Refused(HttpStatusCode.InsufficientStorage, "storage_full");
    }

    [Fact]
    [Proves("PATCH /api/uploads/{id}", 507, "storage_full")]
    public async Task Bytes_that_do_not_fit_any_more_are_refused_and_the_upload_goes_on_where_it_was()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        await using var full = await SecondApi.StartAsync(stack, ("HIGHPERF_STORAGE_RESERVE", "1048576GiB"));
        var player = await stack.Client.NewPlayerAsync();
        var upload = await new TusClient(stack.Client, player.Token).CreatedAsync(1_000);

        (await new TusClient(full.Client, player.Token).PatchAsync(upload, 0, Mp4Bytes.Damaged(600))).Refused(HttpStatusCode.InsufficientStorage, "storage_full");
        Assert.Empty(stack.MediaFiles());
        (await new TusClient(stack.Client, player.Token).PatchAsync(upload, 0, Mp4Bytes.Damaged(600))).Expect(HttpStatusCode.NoContent);
    }
}
