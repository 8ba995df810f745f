using Dapper;
using HighPerf.Core.Database;
using HighPerf.Core.Errors;
using HighPerf.Core.Paging;
using HighPerf.Queue.Connections;

namespace HighPerf.Core.Videos;

/// <summary>Opens and hides videos. The standings' feed learns of each in the same transaction.</summary>
public sealed class ModerationStore(PostgresDatabase database)
{
    /// <summary>Processed videos that are not open, the longest waiting first.</summary>
    public async Task<IReadOnlyList<WaitingVideo>> WaitingAsync(Slice slice, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<WaitingVideo>(
            """
            select v.id as Id, v.title as Title, p.first_name || ' ' || p.last_name as Username, p.city as City, v.uploaded_at as UploadedAt,
                   v.processed_at as ProcessedAt, v.processed_key as ProcessedKey, v.thumbnail_key as ThumbnailKey,
                   v.hidden_at is not null as Hidden
              from videos v join players p on p.id = v.player_id
             where v.status = 'processed' and v.published_at is null
               and (@after::timestamptz is null or (v.processed_at, v.id) > (@after, @afterId))
             order by v.processed_at, v.id offset @Offset limit @Limit
            """,
            new { after = slice.After?.At, afterId = slice.After?.Id, slice.Offset, slice.Limit })];
    }

    /// <summary>Opens a processed video for voting; an open one stays as it is. The error, or null.</summary>
    public Task<Error?> PublishAsync(Guid video, CancellationToken cancellationToken) => MoveAsync(
        video,
        """
        update videos set published_at = coalesce(published_before, now()), published_before = null, hidden_at = null
         where id = @video and published_at is null
        """,
        cancellationToken);

    /// <summary>Takes a video out of the public lists and its votes out of the standings; a hidden one stays so. The error, or null.</summary>
    public Task<Error?> HideAsync(Guid video, CancellationToken cancellationToken) => MoveAsync(
        video,
        """
        update videos set published_before = coalesce(published_at, published_before), published_at = null, hidden_at = now()
         where id = @video and hidden_at is null
        """,
        cancellationToken);

    private Task<Error?> MoveAsync(Guid video, string update, CancellationToken cancellationToken) =>
        Conflicts.RepeatAsync(() => MoveOnceAsync(video, update, cancellationToken));

    private async Task<Error?> MoveOnceAsync(Guid video, string update, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A statement of its own: it waits for the batches of votes in flight, whose share lock an update alone would not meet.
        var status = await connection.QuerySingleOrDefaultAsync<string>(
            "select status from videos where id = @video for update", new { video }, transaction);
        if (status is null) return ErrorCatalogue.VideoNotFound;
        if (status != VideoStatus.Processed) return ErrorCatalogue.NotProcessed;
        if (await connection.ExecuteAsync(update, new { video }, transaction) == 1)
        {
            await connection.ExecuteAsync(
                "insert into standing_changes (player_id, video_id) select player_id, id from videos where id = @video", new { video }, transaction);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }
}
