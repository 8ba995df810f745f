using Dapper;
using Npgsql;

namespace HighPerf.Core.Rankings;

/// <summary>
/// Players with at least one video open for voting, by total votes; ties by the time of the last counted vote (earlier first, no votes
/// last), then by player id. One order, of which every page is a slice.
/// </summary>
public sealed class RankingStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<RankingRow>> PageAsync(string? city, int offset, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<RankingRow>(
            $"""
            with {RankingSql.Standings}
            select row_number() over (order by {RankingSql.Order}) as Position,
                   p.first_name || ' ' || p.last_name as Username, p.city as City, s.votes as Votes
              from standings s join players p on p.id = s.player_id
             where @city::text is null or p.city_key = fold(@city)
             order by 1
            offset @offset limit @limit
            """,
            new { city, offset, limit, until = (DateTime?)null })];
    }
}
