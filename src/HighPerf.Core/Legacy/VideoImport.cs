using System.Collections.Concurrent;
using HighPerf.Core.Bulk;
using HighPerf.Core.Videos;
using HighPerf.Queue.Ledgers;
using Npgsql;

namespace HighPerf.Core.Legacy;

/// <summary>
/// Decides what becomes of each old video, brings its files, and imports it. Files first, then rows: what a crash leaves is files of known
/// names, which the next run writes again. A batch is short, and its files are made young before its rows go in, because the worker's
/// sweep takes what has no row for longer than <c>HIGHPERF_LEFTOVER_AGE</c>.
/// </summary>
internal sealed class VideoImport(NpgsqlConnection connection, LegacyImportOptions options, VideoFiles files, FileImport? import, TimeProvider time)
{
    private const int Batch = 200;

    /// <summary>Old disks and new ones both like a little concurrency, and a small machine has two cores.</summary>
    private const int AtOnce = 2;

    /// <summary>$1 source.</summary>
    private const string Known = """
        update old_videos o
           set new_id = l.new_id, state = case when v.id is null then 'gone' else 'imported' end
          from legacy_ids l left join videos v on v.id = l.new_id
         where l.source = $1 and l.kind = 'video' and l.old_id = o.old_id
        """;

    private const string Owners = """
        update old_videos o
           set player = case when p.state not in ('skipped', 'gone') then p.player end,
               state = case when o.problem is not null or p.old_id is null or p.state = 'skipped' then 'skipped'
                            when p.state = 'gone' then 'gone' end,
               problem = case when o.problem is not null then o.problem
                              when p.old_id is null then 'there is no user ' || o.old_player
                              when p.state = 'skipped' then 'its player, user ' || o.old_player || ', is skipped' end
          from old_videos self left join old_players p on p.old_id = self.old_player
         where self.old_id = o.old_id and o.state is null
        """;

    private const string Pending = "select old_id, new_id, status, original_url, processed_url from old_videos where state is null order by old_id";

    /// <summary>$1 old ids, $2 problems.</summary>
    private const string Skip = """
        update old_videos o set state = 'skipped', problem = b.problem from unnest($1, $2) as b (old_id, problem) where b.old_id = o.old_id
        """;

    /// <summary>$1 source, $2 old ids, $3 original keys, $4 clip keys, $5 sizes, $6 hashes, $7 keep closed what the old system kept closed.</summary>
    private const string Insert = """
        with brought as (
          select o.*, b.original_key, b.clip_key, b.size, b.sha256,
                 case when b.clip_key is not null then coalesce(o.processed_at, o.at) end as done_at
            from unnest($2, $3, $4, $5, $6) as b (old_id, original_key, clip_key, size, sha256) join old_videos o on o.old_id = b.old_id),
        added as (
          insert into videos (id, player_id, title, status, original_key, processed_key, size_bytes, sha256, uploaded_at, processed_at, published_at)
          select new_id, player, title, case when clip_key is null then 'uploaded' else 'processed' end, original_key, clip_key, size, sha256,
                 at, done_at, case when status = 'public' or not $7 then done_at end
            from brought
          returning id, player_id, published_at),
        noted as (
          insert into legacy_ids (source, kind, old_id, old_at, new_id) select $1, 'video', old_id, at, new_id from brought),
        told as (
          insert into standing_changes (player_id, video_id) select player_id, id from added where published_at is not null)
        update old_videos o set state = 'new' from brought b where b.old_id = o.old_id
        """;

    /// <summary>No further video is begun in a batch that has taken so long.</summary>
    private static readonly TimeSpan s_batchTime = TimeSpan.FromMinutes(1);

    private readonly List<SkippedRow> _notes = [];

    /// <summary>What an operator may want to know of videos that were imported, by old id.</summary>
    public IReadOnlyList<SkippedRow> Notes => _notes;

    /// <summary>How many transcode jobs were, or would be, enqueued.</summary>
    public long Jobs { get; private set; }

    /// <summary>Fills what is known without a look at the files.</summary>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        await connection.Statement(Known, Sql.Value(options.Source)).RunAsync(cancellationToken);
        await connection.Statement(Owners).RunAsync(cancellationToken);
    }

    /// <summary>Brings the rest, a transaction a batch. In a dry run the files are looked at and only <c>state</c> is written. How many came.</summary>
    public async Task<long> ImportAsync(IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        var pending = new ConcurrentQueue<PendingVideo>(await connection.Statement(Pending).ListAsync(
            row => new PendingVideo(row.GetInt64(0), row.GetGuid(1), row.GetString(2), Text(row, 3), Text(row, 4)), cancellationToken));
        var total = pending.Count;
        var imported = 0L;
        while (!pending.IsEmpty)
        {
            var batch = await BringAsync(pending, cancellationToken);
            var brought = batch.OrderBy(one => one.Video.OldId).Select(one => Kept(one.Video, one.Brought)).ToArray();
            import?.Flush();
            imported += await WriteAsync(brought, batch.ToDictionary(one => one.Video.OldId, one => one.Video.Id), cancellationToken);
            progress.Report(new("videos", total - pending.Count, total));
        }

        return imported;
    }

    /// <summary>Takes the next videos and brings their files, until the batch is full or its time is over.</summary>
    private async Task<IReadOnlyCollection<(PendingVideo Video, BroughtVideo Brought)>> BringAsync(
        ConcurrentQueue<PendingVideo> pending, CancellationToken cancellationToken)
    {
        var batch = new ConcurrentBag<(PendingVideo Video, BroughtVideo Brought)>();
        var began = time.GetTimestamp();
        await Parallel.ForAsync(0, AtOnce, cancellationToken, (_, token) =>
        {
            while (pending.TryDequeue(out var video))
            {
                token.ThrowIfCancellationRequested();
                batch.Add((video, files.Bring(video)));
                if (batch.Count >= Batch || time.GetElapsedTime(began) >= s_batchTime) break;
            }

            return ValueTask.CompletedTask;
        });
        return batch;
    }

    /// <summary>As it was brought; brought again where a sweep of leftovers came before the row.</summary>
    private BroughtVideo Kept(PendingVideo video, BroughtVideo brought) =>
        import is null || brought.Problem is not null || import.Touch(brought) ? brought : files.Bring(video);

    private async Task<long> WriteAsync(BroughtVideo[] brought, Dictionary<long, Guid> ids, CancellationToken cancellationToken)
    {
        var refused = brought.Where(video => video.Problem is not null).ToArray();
        var served = brought.Where(video => video.Problem is null).ToArray();
        var waiting = served.Where(video => video.ClipKey is null).Select(video => ids[video.OldId]).ToArray();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Statement(
            Skip, Sql.Value(refused.Select(video => video.OldId).ToArray()), Sql.Value(refused.Select(video => video.Problem!).ToArray()))
            .RunAsync(cancellationToken);
        if (options.DryRun)
        {
            await connection.Statement(
                "update old_videos set state = 'new' where old_id = any($1)", Sql.Value(served.Select(video => video.OldId).ToArray()))
                .RunAsync(cancellationToken);
        }
        else
        {
            await connection.Statement(
                Insert, Sql.Value(options.Source), Sql.Value(served.Select(video => video.OldId).ToArray()),
                Sql.Value(served.Select(video => video.OriginalKey).ToArray()), Sql.Value(served.Select(video => video.ClipKey).ToArray()),
                Sql.Value(served.Select(video => video.SizeBytes).ToArray()), Sql.Value(served.Select(video => video.Sha256).ToArray()),
                Sql.Value(options.KeepUnpublished)).RunAsync(cancellationToken);
            foreach (var id in waiting) await PostgresLedger.EnqueueAsync(transaction, VideoJobs.NewTranscode(id), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        Jobs += waiting.Length;
        _notes.AddRange(served.Where(video => video.Note is not null).Select(video => new SkippedRow(LegacyId.Video, video.OldId, video.Note!)));
        return served.Length;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
