using Dapper;
using HighPerf.Core.Contests;
using HighPerf.Queue.Connections;

namespace HighPerf.Core.Rankings;

/// <summary>The selected of each city: the first of the ranking's own order, city by city.</summary>
public sealed class WinnerStore(PostgresDatabase database)
{
    /// <summary>
    /// The first <paramref name="perCity"/> of each city, by city and place, those without a city last. A city is known by its folded
    /// name and shown as most of its ranked players write it. Videos opened after <paramref name="closing"/> do not count, nor votes cast at
    /// that time or later (<see cref="VotingWindow"/>).
    /// </summary>
    public async Task<IReadOnlyList<Winner>> PerCityAsync(int perCity, DateTimeOffset? closing, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Winner>(
            $"""
            with {RankingSql.Standings},
            placed as (
              select row_number() over (partition by p.city_key order by {RankingSql.Order}) as place,
                     p.id, p.city_key, p.first_name || ' ' || p.last_name as username, s.votes, s.last_vote
                from standings s join players p on p.id = s.player_id),
            cities as (
              select p.city_key, mode() within group (order by p.city) as name
                from standings s join players p on p.id = s.player_id
               where p.city_key is not null
               group by p.city_key)
            select c.name as City, w.place as Place, w.id as PlayerId, w.username as Username, w.votes as Votes, w.last_vote as LastVoteAt
              from placed w left join cities c on c.city_key = w.city_key
             where w.place <= @perCity
             order by w.city_key nulls last, w.place
            """,
            new { perCity, until = closing?.UtcDateTime })];
    }
}
