using System.Text.Json;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Ledgers;
using Npgsql;
using NpgsqlTypes;

namespace HighPerf.Queue.Inspection;

/// <summary>Reads the durable ledger for people and scripts. Changes nothing.</summary>
public sealed class Inspector(PostgresDatabase database)
{
    private const string Counts = $"""
        select kind, {JobSql.Phase}, count(*), coalesce(extract(epoch from now() - min(created_at)), 0)::float8
          from jobs group by 1, 2 order by 1, 2
        """;

    private const string ViewColumns = $"""
        id, kind, {JobSql.Phase}, priority, attempt, failures, crashes, lease_owner, created_at, due_at, finished_at, payload::text,
        (history -> -1)::text
        """;

    /// <summary>$1 kind or null, $2 limit.</summary>
    private const string DeadJobs = $"""
        select {ViewColumns} from jobs where state = 'dead' and ($1 is null or kind = $1) order by finished_at desc limit $2
        """;

    /// <summary>$1 kind or null, $2 phases, $3 limit.</summary>
    private const string PendingJobs = $"""
        select {ViewColumns} from jobs
         where state = 'pending' and ($1 is null or kind = $1) and {JobSql.Phase} = any($2)
         order by due_at, priority limit $3
        """;

    /// <summary>$1 kind or null. Oldest first: the order of a replay.</summary>
    private const string DeadIds = "select id from jobs where state = 'dead' and ($1 is null or kind = $1) order by finished_at";

    /// <summary>$1 window of the rates. The conditions are those of partial indexes; what ended long ago is not looked at.</summary>
    private const string Activity = """
        select kind,
               count(*) filter (where state = 'pending' and due_at <= now() and (lease_until is null or lease_until <= now())),
               count(*) filter (where state = 'pending' and due_at > now() and lease_until is null),
               count(*) filter (where state = 'pending' and lease_until > now()),
               count(*) filter (where state = 'dead'),
               coalesce(extract(epoch from now() - min(due_at) filter (
                 where state = 'pending' and due_at <= now() and (lease_until is null or lease_until <= now()))), 0)::float8,
               count(*) filter (where state = 'succeeded'),
               count(*) filter (where state = 'dead' and finished_at > now() - $1)
          from jobs
         where state = 'pending' or state = 'dead' or finished_at > now() - $1
         group by kind order by kind
        """;

    public async Task<IReadOnlyList<QueueCount>> CountsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Counts, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<QueueCount>();
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(new QueueCount(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetDouble(3)));
        }

        return counts;
    }

    /// <summary>The dead letters, newest first, of one kind or of all.</summary>
    public Task<IReadOnlyList<JobView>> DeadAsync(string? kind, int limit, CancellationToken cancellationToken) =>
        ViewsAsync(DeadJobs, [Text(kind), Value(limit)], cancellationToken);

    /// <summary>The pending jobs in one of these phases (<see cref="JobPhase"/>), oldest due first.</summary>
    public Task<IReadOnlyList<JobView>> PendingAsync(string? kind, IReadOnlyCollection<string> phases, int limit, CancellationToken cancellationToken) =>
        ViewsAsync(PendingJobs, [Text(kind), Value(phases.ToArray()), Value(limit)], cancellationToken);

    /// <summary>The ids of all dead letters, of one kind or of all, oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> DeadIdsAsync(string? kind, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(DeadIds, connection);
        command.Parameters.Add(Text(kind));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        return ids;
    }

    /// <summary>What each kind is doing, with rates over the last <paramref name="window"/>.</summary>
    public async Task<IReadOnlyList<KindActivity>> ActivityAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Activity, connection);
        command.Parameters.Add(Value(window));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var kinds = new List<KindActivity>();
        while (await reader.ReadAsync(cancellationToken))
        {
            kinds.Add(new KindActivity(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetDouble(5),
                reader.GetInt64(6) / window.TotalSeconds, reader.GetInt64(7) / window.TotalSeconds));
        }

        return kinds;
    }

    private async Task<IReadOnlyList<JobView>> ViewsAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var jobs = new List<JobView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            jobs.Add(new JobView(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt16(3), reader.GetInt32(4), reader.GetInt32(5),
                reader.GetInt32(6), reader.TextOrNull(7), reader.GetDateTime(8), reader.GetDateTime(9), reader.TimeOrNull(10),
                JsonElement.Parse(reader.GetString(11)), reader.TextOrNull(12) is { } last ? JobEvent.Parse(last) : null));
        }

        return jobs;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
