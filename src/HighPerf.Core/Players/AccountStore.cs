using Dapper;
using HighPerf.Core.Database;
using HighPerf.Core.Videos;
using HighPerf.Queue;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Ledgers;
using Npgsql;

namespace HighPerf.Core.Players;

/// <summary>A player's own account: its profile and votes, and its deletion.</summary>
public sealed class AccountStore(PostgresDatabase database)
{
    public async Task<PlayerRecord?> FindAsync(Guid player, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<PlayerRecord>(
            """
            select id as Id, first_name as FirstName, last_name as LastName, email as Email, city as City, country as Country,
                   created_at as CreatedAt
              from players where id = @player
            """,
            new { player });
    }

    /// <summary>The votes that a player has cast, oldest first.</summary>
    public async Task<IReadOnlyList<CastVote>> VotesAsync(Guid player, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<CastVote>(
            """
            select o.video_id as VideoId, v.title as Title, o.cast_at as CastAt
              from votes o join videos v on v.id = o.video_id
             where o.player_id = @player order by o.cast_at, o.video_id
            """,
            new { player })];
    }

    /// <summary>
    /// Deletes the player with all videos and their jobs, and enqueues the removal of the files, in one transaction. The votes that the
    /// player has cast go too, or whoever signs up anew could vote twice; when <paramref name="keepVotes"/> (voting is over, the ranking
    /// frozen) they stay, under a nameless player. Null: there is no such player.
    /// </summary>
    public Task<RemovedVideos?> DeleteAsync(Guid player, bool keepVotes, CancellationToken cancellationToken) =>
        Conflicts.RepeatAsync(() => DeleteOnceAsync(player, keepVotes, cancellationToken));

    private async Task<RemovedVideos?> DeleteOnceAsync(Guid player, bool keepVotes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Jobs before videos, as everywhere; the player before the videos, as a batch of votes does.
        await LockJobsAsync(transaction, player);
        if (await connection.QuerySingleOrDefaultAsync<Guid?>("select id from players where id = @player for update", new { player }, transaction) is null)
        {
            return null;
        }

        // Again: an upload that committed before the player was locked has brought another. From here on there is no further one, as the
        // row of a video needs its player's.
        var jobs = await LockJobsAsync(transaction, player);
        var videos = (await connection.QueryAsync<OwnedFile>(
            "select id as VideoId, original_key as OriginalKey from videos where player_id = @player order by id for update",
            new { player }, transaction)).ToList();
        await connection.ExecuteAsync(
            "select 1 from videos where id in (select video_id from votes where player_id = @player) order by id for update",
            new { player }, transaction);
        if (keepVotes) await KeepVotesAsync(transaction, player);
        await connection.ExecuteAsync(
            """
            with cast_votes as (delete from votes where player_id = @player returning video_id),
            touched as (select video_id from cast_votes union select id from videos where player_id = @player and published_at is not null)
            insert into standing_changes (player_id, video_id) select v.player_id, v.id from videos v join touched t on t.video_id = v.id
            """,
            new { player }, transaction);
        await connection.ExecuteAsync(
            "delete from votes where video_id in (select id from videos where player_id = @player)", new { player }, transaction);
        await connection.ExecuteAsync("delete from jobs where id = any(@jobs)", new { jobs = jobs.ToArray() }, transaction);
        await connection.ExecuteAsync("delete from videos where player_id = @player", new { player }, transaction);
        videos.AddRange(await connection.QueryAsync<OwnedFile>(
            "select s.upload_id as VideoId, s.key as OriginalKey from upload_segments s join uploads u on u.id = s.upload_id where u.player_id = @player for update of u",
            new { player }, transaction));
        await connection.ExecuteAsync("delete from players where id = @player", new { player }, transaction);
        var removals = new List<NewJob>(videos.Count);
        foreach (var video in videos)
        {
            var removal = VideoJobs.Removal(video.VideoId, video.OriginalKey);
            await PostgresLedger.EnqueueAsync(transaction, removal, cancellationToken);
            removals.Add(removal);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return new RemovedVideos(jobs, removals);
    }

    private static async Task<IReadOnlyList<Guid>> LockJobsAsync(NpgsqlTransaction transaction, Guid player) =>
        [.. await transaction.Connection!.QueryAsync<Guid>(
            """
            select j.id from jobs j
             where j.unique_key in (select 'transcode:' || v.id from videos v where v.player_id = @player) order by j.id for update
            """,
            new { player }, transaction)];

    /// <summary>Gives the votes to a new player without name, address or password that anybody could know.</summary>
    private static async Task KeepVotesAsync(NpgsqlTransaction transaction, Guid player)
    {
        var nameless = Guid.CreateVersion7();
        await transaction.Connection!.ExecuteAsync(
            """
            insert into players (id, first_name, last_name, email, password_hash) values (@nameless, '–', '–', 'deleted:' || @nameless, '!')
            """,
            new { nameless }, transaction);
        await transaction.Connection!.ExecuteAsync(
            """
            update votes set player_id = @nameless where player_id = @player and video_id not in (select id from videos where player_id = @player)
            """,
            new { nameless, player }, transaction);
    }
}
