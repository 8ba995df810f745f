using HighPerf.Core.Bulk;
using HighPerf.Core.Rankings;
using Npgsql;

namespace HighPerf.Core.Tests.Rankings;

/// <summary>
/// Players with at least one video open for voting, by total votes; ties by the time of the last counted vote (earlier first, no votes
/// last), then by player id: counted from the tables for each page, to hold the standings and the winners against.
/// </summary>
internal sealed class RankingStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<RankingRow>> PageAsync(string? city, int offset, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.Statement(
            $"""
            with {RankingSql.Standings}
            select row_number() over (order by {RankingSql.Order}), p.first_name || ' ' || p.last_name, p.city, s.votes
              from standings s join players p on p.id = s.player_id
             where @city::text is null or p.city_key = fold(@city)
             order by 1
            offset @offset limit @limit
            """,
            new NpgsqlParameter("city", (object?)city ?? DBNull.Value), new NpgsqlParameter("offset", offset), new NpgsqlParameter("limit", limit),
            new NpgsqlParameter("until", DBNull.Value)).ListAsync(
                row => new RankingRow(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3)), cancellationToken);
    }
}
