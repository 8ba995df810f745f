using HighPerf.Core.Bulk;
using Npgsql;

namespace HighPerf.Core.Legacy;

/// <summary>
/// Imports the votes, some videos' at a time, each chunk with its checkpoint in one transaction. A vote that is there already changes
/// nothing, so that the checkpoint saves time and decides nothing: it counts only for the run after an interrupted one.
/// </summary>
internal sealed class VoteImport(NpgsqlConnection connection, string source)
{
    /// <summary>Votes of a chunk, about: a video's votes stay together.</summary>
    private const long Chunk = 50_000;

    /// <summary>
    /// $1 after this old video, $2 up to this one. In the order in which players' own votes take their locks. Of two votes that became one
    /// by a merge the earlier stays. Each video that got votes is to be counted again, once.
    /// </summary>
    private const string Insert = """
        with counted as (
          insert into votes (player_id, video_id, cast_at)
          select distinct on (v.new_id, p.player) p.player, v.new_id, o.at
            from old_votes o join old_videos v on v.old_id = o.old_video join old_players p on p.old_id = o.old_player
           where o.old_video > $1 and o.old_video <= $2
             and v.state in ('new', 'imported') and p.state in ('new', 'imported', 'merge', 'merged')
           order by v.new_id, p.player, o.at, o.old_id
          on conflict do nothing
          returning video_id),
        told as (
          insert into standing_changes (player_id, video_id)
          select player_id, id from videos where id in (select video_id from counted))
        select count(*) from counted
        """;

    /// <summary>What an import would add, before any.</summary>
    private const string Pending = """
        select count(*) from (
          select distinct p.player, v.new_id
            from old_votes o join old_videos v on v.old_id = o.old_video join old_players p on p.old_id = o.old_player
           where v.state in ('new', 'imported') and p.state in ('new', 'imported', 'merge', 'merged')) b
         where not exists (select 1 from votes o where o.player_id = b.player and o.video_id = b.new_id)
        """;

    private const string Note = """
        insert into legacy_checkpoints (source, video_old_id) values ($1, $2)
        on conflict (source) do update set video_old_id = excluded.video_old_id
        """;

    /// <summary>How many votes an import would bring.</summary>
    public Task<long> PendingAsync(CancellationToken cancellationToken) => connection.Statement(Pending).ScalarAsync<long>(cancellationToken);

    /// <summary>How many votes were added. <paramref name="resume"/>: nothing else has changed since the checkpoint.</summary>
    public async Task<long> ImportAsync(bool resume, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        if (!resume) await ForgetAsync(cancellationToken);
        var after = await connection.Statement(
            "select coalesce((select video_old_id from legacy_checkpoints where source = $1), $2)", Sql.Value(source), Sql.Value(long.MinValue))
            .ScalarAsync<long>(cancellationToken);
        var videos = await connection.Statement("select old_video, count(*) from old_votes group by 1 order by 1")
            .ListAsync(row => (OldId: row.GetInt64(0), Votes: row.GetInt64(1)), cancellationToken);
        var total = videos.Sum(video => video.Votes);
        var done = videos.TakeWhile(video => video.OldId <= after).Sum(video => video.Votes);
        var added = 0L;
        var waiting = 0L;
        foreach (var (video, votes) in videos.Where(video => video.OldId > after))
        {
            waiting += votes;
            if (waiting < Chunk && video != videos[^1].OldId) continue;
            added += await InsertAsync(after, video, cancellationToken);
            after = video;
            progress.Report(new("votes", done += waiting, total));
            waiting = 0;
        }

        await ForgetAsync(cancellationToken);
        return added;
    }

    private async Task<long> InsertAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await connection.Statement(Insert, Sql.Value(after), Sql.Value(upTo)).ScalarAsync<long>(cancellationToken);
        await connection.Statement(Note, Sql.Value(source), Sql.Value(upTo)).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    private Task<int> ForgetAsync(CancellationToken cancellationToken) =>
        connection.Statement("delete from legacy_checkpoints where source = $1", Sql.Value(source)).RunAsync(cancellationToken);
}
