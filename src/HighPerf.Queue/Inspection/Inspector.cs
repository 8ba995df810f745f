using Npgsql;

namespace HighPerf.Queue.Inspection;

/// <summary>Reads the ledger for people and scripts. Changes nothing.</summary>
public sealed class Inspector(NpgsqlDataSource database)
{
    private const string Phase = """
        case when state <> 'pending' then state
             when lease_until > now() then 'running'
             when lease_until is not null then 'lease_expired'
             when due_at > now() then 'scheduled'
             else 'waiting' end
        """;

    private const string Counts = $"""
        select kind, {Phase}, count(*), coalesce(extract(epoch from now() - min(created_at)), 0)::float8
          from jobs group by 1, 2 order by 1, 2
        """;

    private const string Jobs = $"""
        select id, kind, {Phase}, priority, attempt, failures, crashes, lease_owner, created_at, due_at, finished_at, payload::text,
               history ->> -1
          from jobs where state = any($1) order by coalesce(finished_at, created_at) desc limit $2
        """;

    public async Task<IReadOnlyList<QueueCount>> CountsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Counts);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<QueueCount>();
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(new QueueCount(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetDouble(3)));
        }

        return counts;
    }

    /// <summary>The newest jobs in one of the stored <paramref name="states"/>.</summary>
    public async Task<IReadOnlyList<JobView>> JobsAsync(IReadOnlyCollection<string> states, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Jobs);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. states] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var jobs = new List<JobView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            jobs.Add(new JobView(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt16(3), reader.GetInt32(4), reader.GetInt32(5),
                reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.GetDateTime(8), reader.GetDateTime(9),
                reader.IsDBNull(10) ? null : reader.GetDateTime(10), reader.GetString(11), reader.IsDBNull(12) ? null : reader.GetString(12)));
        }

        return jobs;
    }
}
