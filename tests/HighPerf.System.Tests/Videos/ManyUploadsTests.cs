using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Videos;

/// <summary>Uploads that end together while the database is slow.</summary>
public sealed class ManyUploadsTests
{
    private const int Uploads = 40; // twice the connections

    // Longer than anything waits for a connection (5 s).
    private static readonly TimeSpan s_slowness = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task What_has_arrived_waits_for_its_row_and_keeps_nobody_else_from_the_database()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_UPLOADS_AT_ONCE"] = "0" },
        });
        var player = await stack.Client.NewPlayerAsync();
        await using var connection = await stack.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var locked = new Npgsql.NpgsqlCommand("lock table jobs in exclusive mode", connection, transaction); // who inserts waits, who reads does not
        await locked.ExecuteNonQueryAsync();

        var uploads = Task.WhenAll(Enumerable.Range(0, Uploads).Select(_ => stack.Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "A la vez")));
        await Task.Delay(s_slowness);
        (await stack.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK);
        await transaction.RollbackAsync();

        foreach (var upload in await uploads) upload.Expect(HttpStatusCode.Created);
        Assert.Equal(Uploads, await stack.ScalarAsync<long>("select count(*) from videos join jobs on unique_key = 'transcode:' || videos.id"));
    }
}
