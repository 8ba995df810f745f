using Npgsql;

namespace HighPerf.Core.Votes;

/// <summary>
/// Casts votes. The primary key (player, video) decides, never a read first. The statement takes a batch and gives each vote its own
/// verdict: an unknown player or video fails nobody else's, and of two equal votes one is counted.
/// </summary>
public sealed class VoteStore(NpgsqlDataSource database)
{
    private const int CastTimeout = 10; // seconds

    /// <summary>
    /// $1 players, $2 videos, $3 receipt times. Players and videos are share-locked in key order, and votes are inserted in key order, so
    /// that two batches cannot deadlock and a video cannot be closed in between. What was counted goes to the standings' feed, one row
    /// for all, in the same statement.
    /// </summary>
    private const string Cast = """
        with asked as (
          select * from unnest($1, $2, $3) with ordinality as a (player_id, video_id, cast_at, n)),
        voters as (
          select id from players where id in (select player_id from asked) order by id for key share),
        ballots as (
          select id, published_at from videos where id in (select video_id from asked) order by id for key share),
        counted as (
          insert into votes (player_id, video_id, cast_at)
          select distinct on (a.video_id, a.player_id) a.player_id, a.video_id, a.cast_at
            from asked a join voters p on p.id = a.player_id join ballots b on b.id = a.video_id
           where b.published_at is not null
           order by a.video_id, a.player_id, a.n
          on conflict do nothing
          returning player_id, video_id, cast_at),
        fed as (
          insert into standing_votes (video_ids, votes, last_at)
          select array_agg(video_id), array_agg(votes), array_agg(last_at)
            from (select video_id, count(*)::integer as votes, max(cast_at) as last_at from counted group by video_id) by_video
          having count(*) > 0)
        select array_agg(verdict order by n) from (
          select a.n, case when p.id is null then 3
                           when b.published_at is null then 2
                           when c.player_id is not null
                            and row_number() over (partition by a.player_id, a.video_id order by a.n) = 1 then 0
                           else 1 end as verdict
            from asked a
            left join voters p on p.id = a.player_id
            left join ballots b on b.id = a.video_id
            left join counted c on c.player_id = a.player_id and c.video_id = a.video_id) told
        """;

    /// <summary>$1 the player, $2 videos. No row when there is no such player, one without a video when none was voted for.</summary>
    private const string Of = """
        select o.video_id from players p left join votes o on o.player_id = p.id and o.video_id = any($2) where p.id = $1
        """;

    /// <summary>Which of the videos the player has voted for; null when there is no such player.</summary>
    public async Task<IReadOnlySet<Guid>?> OfAsync(Guid player, Guid[] videos, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Of);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = player });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = videos });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        var voted = new HashSet<Guid>();
        do
        {
            if (!reader.IsDBNull(0)) voted.Add(reader.GetGuid(0));
        }
        while (await reader.ReadAsync(cancellationToken));
        return voted;
    }

    /// <summary>One verdict per vote, in order, after the commit. A batch that takes longer than others wait for it is given up, its outcome unknown.</summary>
    public async Task<VoteVerdict[]> CastAsync(Vote[] votes, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Cast);
        command.CommandTimeout = CastTimeout;
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(votes, vote => vote.PlayerId) });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(votes, vote => vote.VideoId) });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(votes, vote => vote.CastAt.UtcDateTime) });
        return Array.ConvertAll((int[])(await command.ExecuteScalarAsync(cancellationToken))!, verdict => (VoteVerdict)verdict);
    }
}
