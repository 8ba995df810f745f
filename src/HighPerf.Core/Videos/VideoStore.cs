using System.Data.Common;
using Dapper;
using HighPerf.Core.Database;
using HighPerf.Core.Errors;
using HighPerf.Core.Paging;
using HighPerf.Core.Uploads;
using HighPerf.Queue;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Ledgers;
using Npgsql;

namespace HighPerf.Core.Videos;

/// <summary>Videos as players and the public use them.</summary>
public sealed class VideoStore(PostgresDatabase database, UploadPlaces places)
{
    /// <summary>How long an upload waits to learn whether its COMMIT took effect.</summary>
    private static readonly TimeSpan s_commitPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_commitRetry = TimeSpan.FromMilliseconds(250);

    private const string OwnColumns = """
        v.id as Id, v.player_id as PlayerId, v.title as Title, v.status as Status, v.failure_reason as FailureReason,
        v.original_key as OriginalKey, v.processed_key as ProcessedKey, v.thumbnail_key as ThumbnailKey, v.progress as Progress,
        v.uploaded_at as UploadedAt, v.processed_at as ProcessedAt,
        (select count(*) from votes o where o.video_id = v.id) as Votes
        """;

    private const string PublicColumns = """
        v.id as Id, v.title as Title, p.first_name || ' ' || p.last_name as Username, p.city as City,
        v.uploaded_at as UploadedAt, v.processed_at as ProcessedAt, v.processed_key as ProcessedKey,
        v.thumbnail_key as ThumbnailKey,
        (select count(*) from votes o where o.video_id = v.id) as Votes,
        case when exists (select 1 from players where id = @asking)
             then exists (select 1 from votes o where o.video_id = v.id and o.player_id = @asking) end as Voted
        """;

    /// <summary>
    /// Adds the video and, unless null, its transcode job in one transaction; ring the bell afterwards. False when the player is
    /// gone. <paramref name="notStored"/> is called when it is certain that nothing was stored. When COMMIT's answer is lost nobody guesses:
    /// the transaction is repeated with the same ids, which waits for the first one to end and then finds its rows or adds them; when the
    /// database does not come back in time the answer is <see cref="UnavailableException"/>, and the file is left to the sweep.
    /// </summary>
    public async Task<bool> AddAsync(NewVideo video, NewJob? job, Action notStored, CancellationToken cancellationToken)
    {
        var commit = new CommitState();
        try
        {
            return await AddOnceAsync(video, job, commit, cancellationToken);
        }
        catch (PostgresException e) when (!commit.Sent && e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            notStored();
            return false;
        }
        catch when (!commit.Sent)
        {
            notStored();
            throw;
        }
        catch (DbException e)
        {
            return await FindOutAsync(video, job, e);
        }
    }

    /// <summary>A player's videos, newest first. Only those of the slice are looked at beyond their place in the order.</summary>
    public async Task<IReadOnlyList<OwnVideo>> OfPlayerAsync(Guid player, Slice slice, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<OwnVideo>(
            $"""
            select {OwnColumns}
              from (select id from videos
                     where player_id = @player and (@after::timestamptz is null or (uploaded_at, id) < (@after, @afterId))
                     order by uploaded_at desc, id desc offset @Offset limit @Limit) page
              join videos v on v.id = page.id
             order by v.uploaded_at desc, v.id desc
            """,
            new { player, after = slice.After?.At, afterId = slice.After?.Id, slice.Offset, slice.Limit })];
    }

    /// <summary>One video for its owner: 404 when there is none, 403 when it is somebody else's.</summary>
    public async Task<Outcome<OwnVideo>> OwnAsync(Guid player, Guid video, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<OwnVideo>(
            $"""
            select {OwnColumns}
              from videos v where v.id = @video
            """,
            new { video });
        if (found is null) return ErrorCatalogue.VideoNotFound;
        return found.PlayerId == player ? found : ErrorCatalogue.Forbidden;
    }

    /// <summary>
    /// Removes the row and its jobs, and enqueues the removal of the files, in one transaction. The job's row is locked before the
    /// video's, as everywhere. A running job loses its lease with its row. What is left to do comes back.
    /// </summary>
    public Task<Outcome<RemovedVideos>> DeleteAsync(Guid player, Guid video, CancellationToken cancellationToken) =>
        Conflicts.RepeatAsync(() => DeleteOnceAsync(player, video, cancellationToken));

    /// <summary>One video open for voting, or null.</summary>
    public async Task<PublicVideo?> FindOpenAsync(Guid video, Guid? asking, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<PublicVideo>(
            $"""
            select {PublicColumns}
              from videos v join players p on p.id = v.player_id
             where v.id = @video and v.published_at is not null
            """,
            new { video, asking });
    }

    /// <summary>Whether a finished video's row names this clip or thumbnail; what an attempt has only written is nobody's yet.</summary>
    public async Task<bool> IsServedAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            "select exists (select 1 from videos where processed_key = @key or thumbnail_key = @key)", new { key });
    }

    /// <summary>How far these videos are; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<VideoProgress>> ProgressAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<VideoProgress>(
            "select id as Id, status as Status, progress as Progress, failure_reason as FailureReason from videos where id = any(@ids)", new { ids })];
    }

    internal static Task InsertAsync(NpgsqlTransaction transaction, NewVideo video, CancellationToken cancellationToken) => transaction.Connection!.ExecuteAsync(
        """
        insert into videos (id, player_id, title, original_key, size_bytes, sha256)
        values (@Id, @PlayerId, @Title, @OriginalKey, @SizeBytes, @Sha256)
        on conflict (id) do nothing
        """,
        video, transaction);

    private Task<bool> AddOnceAsync(NewVideo video, NewJob? job, CommitState commit, CancellationToken cancellationToken) => places.RunAsync(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (job is not null) await PostgresLedger.EnqueueAsync(transaction, job, cancellationToken);
            await InsertAsync(transaction, video, cancellationToken);
            commit.Sent = true;
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        },
        cancellationToken);

    /// <summary>Repeats the transaction until it is known to be stored; false when the player has gone meanwhile, and all of theirs too.</summary>
    private async Task<bool> FindOutAsync(NewVideo video, NewJob? job, Exception lost)
    {
        using var patience = new CancellationTokenSource(s_commitPatience);
        while (true)
        {
            try
            {
                return await AddOnceAsync(video, job, new CommitState(), patience.Token);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
            {
                return false;
            }
            catch (Exception e) when (patience.IsCancellationRequested)
            {
                throw new UnavailableException($"whether the upload is stored is not known: {lost.Message}", e);
            }
            catch (DbException)
            {
                await Task.Delay(s_commitRetry, CancellationToken.None); // the database is away; it may come back in time
            }
        }
    }

    private async Task<Outcome<RemovedVideos>> DeleteOnceAsync(Guid player, Guid video, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "select 1 from jobs where unique_key = @key for update", new { key = VideoJobs.TranscodeKey(video) }, transaction);
        var found = await connection.QuerySingleOrDefaultAsync<DeletableVideo>(
            """
            select player_id as PlayerId, original_key as OriginalKey, published_at is not null as IsOpen
              from videos where id = @video for update
            """,
            new { video }, transaction);
        if (found is null) return ErrorCatalogue.VideoNotFound;
        if (found.PlayerId != player) return ErrorCatalogue.Forbidden;
        if (found.IsOpen) return ErrorCatalogue.AlreadyPublished;
        var ended = (await connection.QueryAsync<Guid>(
            "delete from jobs where unique_key = @key returning id", new { key = VideoJobs.TranscodeKey(video) }, transaction)).ToList();
        await connection.ExecuteAsync("delete from votes where video_id = @video", new { video }, transaction);
        await connection.ExecuteAsync("delete from videos where id = @video", new { video }, transaction);
        var removal = VideoJobs.Removal(video, found.OriginalKey);
        await PostgresLedger.EnqueueAsync(transaction, removal, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return new RemovedVideos(ended, [removal]);
    }
}
