using Dapper;
using HighPerf.Queue;
using HighPerf.Queue.Connections;
using Npgsql;

namespace HighPerf.Core.Videos;

/// <summary>Videos as the worker moves them. Ends run in the transaction that ends the job, after the job's row is locked.</summary>
public sealed class VideoWork(PostgresDatabase database)
{
    /// <summary>
    /// <c>uploaded → processing</c> (or still processing, when another attempt was lost). Returns the original's key; null when the
    /// video is gone or has ended.
    /// </summary>
    public async Task<string?> StartAsync(Guid video, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(
            """
            update videos set status = 'processing', progress = 0
             where id = @video and status in ('uploaded', 'processing') returning original_key
            """,
            new { video });
    }

    /// <summary>Shows progress (0–100), where this attempt still holds its job.</summary>
    public async Task ProgressAsync(Guid video, ClaimedJob job, int percent, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            update videos v set progress = @percent
              from jobs j
             where v.id = @video and v.status = 'processing'
               and j.id = @Id and j.state = 'pending' and j.lease_owner = @Owner and j.attempt = @Attempt
            """,
            new { video, percent, job.Id, job.Owner, job.Attempt });
    }

    /// <summary>
    /// <c>processing → processed</c>, and open for voting at once when <paramref name="publish"/>: then the standings' feed learns of it in
    /// the same statement.
    /// </summary>
    public static async Task ProcessedAsync(
        NpgsqlTransaction transaction, Guid video, ProcessedClip clip, bool publish, CancellationToken cancellationToken)
    {
        var moved = await transaction.Connection!.QuerySingleAsync<int>(
            """
            with moved as (
              update videos set status = 'processed', processed_key = @ClipKey, thumbnail_key = @ThumbnailKey, duration_ms = @DurationMs,
                     width = @Width, height = @Height, fps = @Fps, progress = null, processed_at = now(),
                     published_at = case when @publish then now() end
               where id = @video and status = 'processing'
              returning id, player_id),
            fed as (insert into standing_changes (player_id, video_id) select player_id, id from moved where @publish)
            select count(*)::int from moved
            """,
            new { video, publish, clip.ClipKey, clip.ThumbnailKey, clip.DurationMs, clip.Width, clip.Height, clip.Fps }, transaction);
        if (moved != 1) throw new InvalidOperationException($"video {video} is not processing");
    }

    /// <summary><c>→ failed</c> with a reason, from any state that has not ended.</summary>
    public static async Task FailedAsync(NpgsqlTransaction transaction, Guid video, VideoFailure failure, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(
            """
            update videos set status = 'failed', failure_code = @Code, failure_reason = @Reason, progress = null
             where id = @video and status in ('uploaded', 'processing')
            """,
            new { video, failure.Code, failure.Reason }, transaction);

    /// <summary>
    /// <c>failed → uploaded</c>: an operator replays the video's dead job; the only way back. False: the video is gone.
    /// </summary>
    public static async Task<bool> ReplayedAsync(NpgsqlTransaction transaction, Guid video, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(
            """
            update videos set status = 'uploaded', failure_code = null, failure_reason = null, progress = null
             where id = @video and status = 'failed'
            """,
            new { video }, transaction);
        return await transaction.Connection!.ExecuteScalarAsync<bool>(
            "select exists (select 1 from videos where id = @video)", new { video }, transaction);
    }

    /// <summary>Of these file names, those that a row or a live attempt still needs.</summary>
    public async Task<IReadOnlySet<string>> NeededAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select n.name from unnest($1) as n (name)
             where exists (select 1 from videos v where v.original_key = n.name or v.processed_key = n.name or v.thumbnail_key = n.name)
                or exists (select 1 from upload_segments s where s.key = n.name)
                or exists (select 1 from jobs j
                            where j.state = 'pending' and j.lease_owner is not null
                              and starts_with(n.name, (j.payload ->> 'video_id') || '.' || j.attempt || '.'))
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken)) needed.Add(reader.GetString(0));
        return needed;
    }
}
