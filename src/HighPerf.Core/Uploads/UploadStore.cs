using System.Data.Common;
using Dapper;
using HighPerf.Core.Errors;
using HighPerf.Core.Videos;
using HighPerf.Queue;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Ledgers;
using Npgsql;

namespace HighPerf.Core.Uploads;

/// <summary>
/// Resumable uploads over several processes and a shared disk: the row decides who writes and how far an upload is. No file is locked.
/// </summary>
public sealed class UploadStore(PostgresDatabase database, UploadPlaces places, UploadOptions options)
{
    private static readonly TimeSpan s_commitPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_commitRetry = TimeSpan.FromMilliseconds(250);

    private const string Columns = """id as Id, video_id as VideoId, title as Title, metadata as Metadata, length as Length, "offset" as Offset, segments as Segments, expires_at as ExpiresAt""";

    /// <summary>An upload of no bytes yet; 401 when the player is gone, 429 when too many of theirs are unfinished.</summary>
    public async Task<Outcome<UploadState>> CreateAsync(Guid player, string title, string metadata, long length, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var created = await connection.QuerySingleOrDefaultAsync<UploadState>(
                $"""
                insert into uploads (id, video_id, player_id, title, metadata, length, expires_at)
                select @id, @video, @player, @title, @metadata, @length, now() + @life
                 where (select count(*) from uploads where player_id = @player and "offset" < length and expires_at > now()) < @most
                returning {Columns}
                """,
                new { id = Guid.CreateVersion7(), video = Guid.CreateVersion7(), player, title, metadata, length, life = options.Life, most = options.MaxUnfinished });
            return created is null ? ErrorCatalogue.TooManyUploads : created;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return ErrorCatalogue.Unauthorized;
        }
    }

    /// <summary>A player's upload; 404 without such a one, 401 when the player is gone.</summary>
    public async Task<Outcome<UploadState>> FindAsync(Guid player, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, player, id) is { } found ? found : await MissingAsync(connection, player);
    }

    /// <summary>
    /// Makes <paramref name="writer"/> the one that writes from <paramref name="offset"/> on: 401 when the player is gone, 404 without such an
    /// upload, 409 when it stands elsewhere, 423 while another writes, 400 when it has come in too many pieces.
    /// </summary>
    public async Task<Outcome<UploadState>> TakeAsync(Guid player, Guid id, long offset, Guid writer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var taken = await connection.QuerySingleOrDefaultAsync<UploadState>(
            $"""
            update uploads set writer = @writer, writer_until = now() + @lease
             where id = @id and player_id = @player and "offset" = @offset and "offset" < length and expires_at > now()
               and (writer is null or writer_until < now()) and segments < @most
            returning {Columns}
            """,
            new { id, player, offset, writer, lease = options.WriterLease, most = UploadOptions.MaxSegments });
        if (taken is not null) return taken;
        if (await FindAsync(connection, player, id) is not { } found) return await MissingAsync(connection, player);
        if (found.Segments >= UploadOptions.MaxSegments) return ErrorCatalogue.TooManyPieces;
        return found.Offset == offset && !found.IsComplete ? ErrorCatalogue.UploadLocked : ErrorCatalogue.OffsetMismatch;
    }

    /// <summary>False: another has overtaken this writer, or the upload is gone.</summary>
    public async Task<bool> RenewAsync(Guid id, Guid writer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(
            "update uploads set writer_until = now() + @lease where id = @id and writer = @writer", new { id, writer, lease = options.WriterLease }) == 1;
    }

    /// <summary>Nothing was written: the next may write from the same offset.</summary>
    public async Task ReleaseAsync(Guid id, Guid writer)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync("update uploads set writer = null, writer_until = null where id = @id and writer = @writer", new { id, writer });
    }

    /// <summary>The segment counts from now on, and the next may write after it. Null: another has overtaken this writer, and it does not count.</summary>
    public Task<UploadState?> AdvanceAsync(Guid id, Guid writer, UploadSegment segment) =>
        places.RunAsync(() => AdvanceOnceAsync(id, writer, segment), CancellationToken.None);

    /// <summary>The segments so far, in their order.</summary>
    public async Task<IReadOnlyList<UploadSegment>> SegmentsAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<UploadSegment>(
            "select start as Start, length as Length, key as Key from upload_segments where upload_id = @id order by start", new { id })];
    }

    /// <summary>
    /// The last advance, the video and its job in one transaction; the segments are nobody's any more. Null: another has overtaken this
    /// writer. When COMMIT's answer is lost the transaction is repeated, which waits for the first one to end and then finds that it was done, or does
    /// it; when the database does not come back in time: <see cref="UnavailableException"/>, and the file is left to the sweep.
    /// <paramref name="notStored"/> is called when it is certain that nothing was stored.
    /// </summary>
    public async Task<UploadState?> CompleteAsync(UploadState upload, Guid writer, NewVideo video, NewJob? job, Action notStored)
    {
        var commit = new CommitState();
        using var patience = new CancellationTokenSource(s_commitPatience);
        while (true)
        {
            try
            {
                if (await CompleteOnceAsync(upload, writer, video, job, commit) is { } complete) return complete;
                if (commit.Sent && (await FindAsync(video.PlayerId, upload.Id, CancellationToken.None)).Value is { IsComplete: true } before) return before;
                if (!commit.Sent) notStored();
                return null;
            }
            catch when (!commit.Sent)
            {
                notStored();
                throw;
            }
            catch (DbException e) when (commit.Sent)
            {
                if (patience.IsCancellationRequested) throw new UnavailableException("whether the upload is stored is not known", e);
                await Task.Delay(s_commitRetry, CancellationToken.None);
            }
        }
    }

    /// <summary>Gives an unfinished upload up: 404 without such a one, 401 when the player is gone, 423 while somebody writes. The keys of its segments, whose files may go.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> TerminateAsync(Guid player, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // The row first: who advances waits for it, and finds it gone.
        var rows = (await connection.QueryAsync<string>(
            """
            with gone as (
              delete from uploads where id = @id and player_id = @player and "offset" < length and (writer is null or writer_until < now()) returning id)
            select coalesce(s.key, '') from gone g left join upload_segments s on s.upload_id = g.id
            """,
            new { id, player })).ToList();
        if (rows.Count > 0) return new Outcome<IReadOnlyList<string>>([.. rows.Where(key => key.Length > 0)], null);
        return await FindAsync(connection, player, id) switch
        {
            null => await MissingAsync(connection, player),
            { IsComplete: true } => ErrorCatalogue.UploadNotFound,
            _ => ErrorCatalogue.UploadLocked,
        };
    }

    /// <summary>Why a player has no such upload: it does not exist, or the player does not any more.</summary>
    private static async Task<Error> MissingAsync(NpgsqlConnection connection, Guid player) =>
        await connection.QuerySingleAsync<bool>("select exists (select 1 from players where id = @player)", new { player })
            ? ErrorCatalogue.UploadNotFound
            : ErrorCatalogue.Unauthorized;

    private static Task<UploadState?> FindAsync(NpgsqlConnection connection, Guid player, Guid id) => connection.QuerySingleOrDefaultAsync<UploadState>(
        $"select {Columns} from uploads where id = @id and player_id = @player and expires_at > now()", new { id, player });

    private async Task<UploadState?> AdvanceOnceAsync(Guid id, Guid writer, UploadSegment segment)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var advanced = await AdvanceRowAsync(transaction, id, writer, segment.Start, segment.Length);
        if (advanced is null) return null;
        await connection.ExecuteAsync(
            "insert into upload_segments (upload_id, start, length, key) values (@id, @Start, @Length, @Key)",
            new { id, segment.Start, segment.Length, segment.Key }, transaction);
        await transaction.CommitAsync(CancellationToken.None);
        return advanced;
    }

    private Task<UploadState?> CompleteOnceAsync(UploadState upload, Guid writer, NewVideo video, NewJob? job, CommitState commit) =>
        places.RunAsync(() => StoreAsync(upload, writer, video, job, commit), CancellationToken.None);

    private async Task<UploadState?> StoreAsync(UploadState upload, Guid writer, NewVideo video, NewJob? job, CommitState commit)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var advanced = await AdvanceRowAsync(transaction, upload.Id, writer, upload.Offset, upload.Length - upload.Offset);
        if (advanced is null) return null;
        await connection.ExecuteAsync("delete from upload_segments where upload_id = @id", new { id = upload.Id }, transaction);
        if (job is not null) await PostgresLedger.EnqueueAsync(transaction, job, CancellationToken.None);
        await VideoStore.InsertAsync(transaction, video, CancellationToken.None);
        commit.Sent = true;
        await transaction.CommitAsync(CancellationToken.None);
        return advanced;
    }

    private Task<UploadState?> AdvanceRowAsync(NpgsqlTransaction transaction, Guid id, Guid writer, long offset, long length) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<UploadState>(
            $"""
            update uploads set "offset" = "offset" + @length, segments = segments + 1, writer = null, writer_until = null, expires_at = now() + @life
             where id = @id and writer = @writer and "offset" = @offset
            returning {Columns}
            """,
            new { id, writer, offset, length, life = options.Life }, transaction);
}
