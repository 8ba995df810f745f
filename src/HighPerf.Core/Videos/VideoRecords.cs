using Dapper;
using HighPerf.Queue.Connections;

namespace HighPerf.Core.Videos;

/// <summary>Videos as operators see them.</summary>
public sealed class VideoRecords(PostgresDatabase database)
{
    /// <summary>Everything about one video, or null.</summary>
    public async Task<VideoRecord?> FindAsync(Guid video, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<VideoRecord>(
            """
            select id as Id, player_id as PlayerId, title as Title, status as Status, failure_code as FailureCode,
                   failure_reason as FailureReason, original_key as OriginalKey, processed_key as ProcessedKey,
                   thumbnail_key as ThumbnailKey, size_bytes as SizeBytes, encode(sha256, 'hex') as Sha256, duration_ms as DurationMs,
                   width as Width, height as Height, fps as Fps, progress as Progress, uploaded_at as UploadedAt,
                   processed_at as ProcessedAt, published_at as PublishedAt,
                   (select count(*) from votes o where o.video_id = v.id) as Votes
              from videos v where v.id = @video
            """,
            new { video });
    }
}
