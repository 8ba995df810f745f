using Npgsql;

namespace HighPerf.Core.Rankings;

/// <summary>
/// Reads the standings and what changes them, over one connection of its own: a snapshot means something only while that connection
/// lives (after a crash or a fail-over PostgreSQL hands out unflushed transaction ids a second time). When it breaks, start anew.
/// </summary>
internal sealed class StandingsFeed(NpgsqlConnection connection, StandingsOptions options) : IAsyncDisposable
{
    public static async Task<StandingsFeed> OpenAsync(NpgsqlDataSource database, StandingsOptions options, CancellationToken cancellationToken) =>
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
        await using var command = new NpgsqlCommand(StandingsSql.Poll, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = snapshot });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Process });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var deltas = new List<VideoDelta>();
        var recounted = new HashSet<Guid>();
        var counts = new List<OpenVideo>();
        (string Snapshot, bool Pruned, bool VerifyAsked) head = (snapshot, false, false);
        while (await reader.ReadAsync(cancellationToken))
        {
            switch (reader.GetInt32(0))
            {
                case 0:
                    head = (reader.GetString(5), reader.GetBoolean(14), reader.GetBoolean(15));
                    break;
                case 1:
                    deltas.Add(new VideoDelta(reader.GetGuid(1), reader.GetInt64(3), reader.GetDateTime(4)));
                    break;
                case 2:
                    recounted.Add(reader.GetGuid(1));
                    break;
                case 3:
                    counts.Add(ReadVideo(reader, 1));
                    break;
            }
        }

        return new StandingsChange(head.Snapshot, head.Pruned, head.VerifyAsked, deltas, recounted, counts);
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
        if (limit == int.MaxValue) command.CommandTimeout = 0; // all votes there are, perhaps from a cold disk
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<OpenVideo>();
        while (await reader.ReadAsync(cancellationToken)) counts.Add(ReadVideo(reader, 0));
        return counts;
    }

    private static OpenVideo ReadVideo(NpgsqlDataReader reader, int first) => new(
        reader.GetGuid(first),
        reader.GetGuid(first + 1),
        reader.GetString(first + 7),
        reader.GetString(first + 4),
        Text(reader, first + 5),
        Text(reader, first + 6),
        reader.GetDateTime(first + 8),
        reader.GetDateTime(first + 9),
        reader.GetDateTime(first + 10),
        reader.GetString(first + 11),
        Text(reader, first + 12),
        reader.GetInt64(first + 2),
        reader.IsDBNull(first + 3) ? null : reader.GetDateTime(first + 3));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
