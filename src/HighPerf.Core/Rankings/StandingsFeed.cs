using HighPerf.Queue.Connections;
using Npgsql;

namespace HighPerf.Core.Rankings;

/// <summary>
/// Reads the standings and what changes them, over one connection of its own: a snapshot means something only while that connection
/// lives (after a crash or a fail-over PostgreSQL hands out unflushed transaction ids a second time). When it breaks, start anew.
/// </summary>
internal sealed class StandingsFeed(NpgsqlConnection connection, StandingsOptions options) : IAsyncDisposable
{
    private const int PollTimeout = 10; // seconds: the lists are not served by then, and another connection may be quicker

    public static async Task<StandingsFeed> OpenAsync(PostgresDatabase database, StandingsOptions options, CancellationToken cancellationToken) =>
        new(await database.OpenConnectionAsync(cancellationToken), options);

    /// <summary>Every open video with its votes, and the snapshot that this is exact for.</summary>
    public async Task<(string Snapshot, IReadOnlyList<OpenVideo> Counts)> BootstrapAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using var command = new NpgsqlCommand(StandingsSql.Snapshot, connection, transaction);
        var snapshot = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        var counts = await CountAsync(Guid.Empty, int.MaxValue, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (snapshot, counts);
    }

    /// <summary>What committed since the snapshot, each change once.</summary>
    public async Task<StandingsChange> PollAsync(string snapshot, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(StandingsSql.Poll, connection) { CommandTimeout = PollTimeout };
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = snapshot });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Process });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var head = new StandingsChange(
            reader.GetString(13), reader.GetBoolean(14), reader.GetBoolean(15), Deltas(reader), reader.IsDBNull(16) ? [] : reader.GetFieldValue<Guid[]>(16), []);
        var counts = new List<OpenVideo>();
        while (await reader.ReadAsync(cancellationToken)) counts.Add(ReadVideo(reader));
        return head with { Counts = counts };
    }

    /// <summary>
    /// Advances the copy to a snapshot and compares up to <paramref name="limit"/> of its videos above <paramref name="after"/> with the
    /// tables at that very snapshot. Returns where it came to, how many it compared and how many differed.
    /// </summary>
    public async Task<(StandingsChange Change, Guid? Last, int Compared, int Drift)> VerifyAsync(
        StandingsCopy copy, string snapshot, Guid after, int limit, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var change = await PollAsync(snapshot, cancellationToken);
        copy.Apply(change);
        var counts = await CountAsync(after, limit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Guid? last = counts.Count == limit ? counts[^1].Id : null;
        return (change, last, counts.Count, copy.Drift(counts, after, last));
    }

    /// <summary>Tells the pruner what this process still needs.</summary>
    public Task RegisterAsync(string snapshot, CancellationToken cancellationToken) => ExecuteAsync(
        StandingsSql.Register, cancellationToken, new NpgsqlParameter<string> { TypedValue = options.Process }, new NpgsqlParameter<string> { TypedValue = snapshot });

    public Task LeaveAsync(CancellationToken cancellationToken) =>
        ExecuteAsync(StandingsSql.Leave, cancellationToken, new NpgsqlParameter<string> { TypedValue = options.Process });

    public Task ReportAsync(int compared, int drift, CancellationToken cancellationToken) => ExecuteAsync(
        StandingsSql.Verified, cancellationToken, new NpgsqlParameter<string> { TypedValue = options.Process },
        new NpgsqlParameter<long> { TypedValue = compared }, new NpgsqlParameter<long> { TypedValue = drift });

    public Task PruneAsync(TimeSpan silent, CancellationToken cancellationToken) =>
        ExecuteAsync(StandingsSql.Prune, cancellationToken, new NpgsqlParameter<TimeSpan> { TypedValue = silent });

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<IReadOnlyList<OpenVideo>> CountAsync(Guid after, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(StandingsSql.Count, connection);
        if (limit == int.MaxValue) command.CommandTimeout = 600; // all votes there are, perhaps from a cold disk
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<OpenVideo>();
        while (await reader.ReadAsync(cancellationToken)) counts.Add(ReadVideo(reader));
        return counts;
    }

    private static VideoDelta[] Deltas(NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(17)) return [];
        var (videos, votes, last) = (reader.GetFieldValue<Guid[]>(17), reader.GetFieldValue<int[]>(18), reader.GetFieldValue<DateTime[]>(19));
        var deltas = new VideoDelta[videos.Length];
        for (var i = 0; i < deltas.Length; i++) deltas[i] = new VideoDelta(videos[i], votes[i], last[i]);
        return deltas;
    }

    private static OpenVideo ReadVideo(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetGuid(1),
        reader.GetString(7),
        reader.GetString(4),
        Text(reader, 5),
        Text(reader, 6),
        reader.GetDateTime(8),
        reader.GetDateTime(9),
        reader.GetDateTime(10),
        reader.GetString(11),
        Text(reader, 12),
        reader.GetInt64(2),
        reader.IsDBNull(3) ? null : reader.GetDateTime(3));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
