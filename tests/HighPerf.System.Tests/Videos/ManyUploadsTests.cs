using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.Uploads;

namespace HighPerf.System.Tests.Videos;

/// <summary>Uploads that end together while the database is slow.</summary>
public sealed class ManyUploadsTests
{
    private const int Uploads = 40; // twice the connections

    // Longer than anything waits for a connection (5 s).
    private static readonly TimeSpan s_slowness = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_has_arrived_waits_for_its_row_and_keeps_nobody_else_from_the_database(bool resumable)
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_UPLOADS_AT_ONCE"] = "0", ["HIGHPERF_RESUMABLE_UNFINISHED"] = "100" },
        });
        var player = await stack.Client.NewPlayerAsync();
        await using var connection = await stack.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var locked = new Npgsql.NpgsqlCommand("lock table jobs in exclusive mode", connection, transaction); // who inserts waits, who reads does not
        await locked.ExecuteNonQueryAsync();

        var (tus, clip) = (new TusClient(stack.Client, player.Token), Mp4Bytes.Damaged());
        var uploads = Task.WhenAll(Enumerable.Range(0, Uploads).Select(_ =>
            resumable ? tus.CreateAsync(clip.Length, "A la vez", clip) : stack.Client.UploadAsync(player.Token, clip, "A la vez")));
        await Task.Delay(s_slowness);
        (await stack.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK);
        await transaction.RollbackAsync();

        foreach (var upload in await uploads) upload.Expect(HttpStatusCode.Created);
        Assert.Equal(Uploads, await stack.ScalarAsync<long>("select count(*) from videos join jobs on unique_key = 'transcode:' || videos.id"));
    }
}
