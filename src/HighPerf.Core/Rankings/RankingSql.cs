namespace HighPerf.Core.Rankings;

/// <summary>The standings and their order, in one place: what the selected of a city are cut from.</summary>
internal static class RankingSql
{
    /// <summary>
    /// A common table expression: each player with at least one video open for voting, votes and time of the last. <c>@until</c>, when it
    /// is not null, leaves out what was opened later, and votes cast at that time or later.
    /// </summary>
    public const string Standings = """
        standings as (
          select v.player_id, count(o.video_id) as votes, max(o.cast_at) as last_vote
            from videos v left join votes o on o.video_id = v.id and (@until::timestamptz is null or o.cast_at < @until)
           where v.published_at is not null and (@until::timestamptz is null or v.published_at <= @until)
           group by v.player_id)
        """;

    /// <summary>Of <c>standings s</c>: total votes, then the earlier last vote (no votes last), then the player's id.</summary>
    public const string Order = "s.votes desc, s.last_vote asc nulls last, s.player_id";
}
