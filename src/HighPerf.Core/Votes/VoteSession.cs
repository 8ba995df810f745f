using Npgsql;

namespace HighPerf.Core.Votes;

/// <summary>
/// Casts votes, over one connection of its own: of the pool's each would have its turn, and each of its servers caches and plans of its own to warm. The
/// primary key (player, video) decides, never a read first. The statement takes a batch and gives each vote its own verdict: an unknown player or video
/// fails nobody else's, and of two equal votes one is counted. After an error that is not the data's (<see cref="PostgresException"/>) open another one.
/// </summary>
public sealed class VoteSession : IDisposable
{
    private const int Timeout = 10; // seconds: a batch that takes longer than others wait for it is given up, its outcome unknown

    /// <summary>
    /// $1 players, $2 videos, $3 receipt times. Players and videos are share-locked in key order, and votes are inserted in key order, so
    /// that two batches cannot deadlock and a video cannot be closed in between. What was counted goes to the standings' feed, one row
    /// for all, in the same statement.
    /// </summary>
    private const string Statement = """
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

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _cast;
    private readonly NpgsqlParameter<Guid[]> _players = new();
    private readonly NpgsqlParameter<Guid[]> _videos = new();
    private readonly NpgsqlParameter<DateTime[]> _times = new();

    internal VoteSession(NpgsqlConnection connection)
    {
        _connection = connection;
        _cast = new NpgsqlCommand(Statement, connection) { CommandTimeout = Timeout, Parameters = { _players, _videos, _times } };
    }

    /// <summary>One verdict per vote, in order, after the commit, for which the calling thread waits.</summary>
    public VoteVerdict[] Cast(IReadOnlyList<Vote> votes)
    {
        var (players, videos, times) = (new Guid[votes.Count], new Guid[votes.Count], new DateTime[votes.Count]);
        for (var i = 0; i < players.Length; i++) (players[i], videos[i], times[i]) = (votes[i].PlayerId, votes[i].VideoId, votes[i].CastAt.UtcDateTime);
        (_players.TypedValue, _videos.TypedValue, _times.TypedValue) = (players, videos, times);
        return Array.ConvertAll((int[])_cast.ExecuteScalar()!, verdict => (VoteVerdict)verdict);
    }

    public void Dispose()
    {
        _cast.Dispose();
        _connection.Dispose();
    }
}
