using Dapper;
using HighPerf.Queue.Connections;

namespace HighPerf.Core.Uploads;

/// <summary>The end of resumable uploads that nobody went on with.</summary>
public sealed class UploadExpiry(PostgresDatabase database)
{
    /// <summary>Deletes what has expired and nobody writes; the keys of its segments, whose files may go.</summary>
    public async Task<IReadOnlyList<string>> ExpireAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(
            """
            with expired as (
              delete from uploads where id in (
                select id from uploads where expires_at < now() and (writer is null or writer_until < now()) for update skip locked)
              returning id)
            select s.key from upload_segments s join expired e on e.id = s.upload_id
            """)];
    }
}
