using System.Runtime.CompilerServices;
using Npgsql;

namespace HighPerf.Core.Legacy;

/// <summary>
/// The old system's database, read in one snapshot that writes nothing. Its times have no zone and are UTC; a missing time reads as the
/// epoch. What goes wrong here is a <see cref="LegacyException"/>, so that it is not taken for the new database.
/// </summary>
internal sealed class LegacySource : IAsyncDisposable
{
    private const string Players = """
        select id::bigint, first_name::text, last_name::text, email::text, password_hash::text, city::text, country::text,
               coalesce(created_at::timestamptz, 'epoch')
          from users
        """;

    private const string Videos = """
        select id::bigint, title::text, lower(status::text), coalesce(user_id, 0)::bigint, coalesce(uploaded_at::timestamptz, 'epoch'),
               processed_at::timestamptz, original_url::text, processed_url::text
          from videos
        """;

    private const string Votes = """
        select id::bigint, coalesce(video_id, 0)::bigint, coalesce(user_id, 0)::bigint, coalesce(processed_at::timestamptz, 'epoch')
          from votes
        """;

    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;

    private LegacySource(NpgsqlDataSource database, NpgsqlConnection connection, LegacyCounts counts)
    {
        _database = database;
        _connection = connection;
        Counts = counts;
    }

    public LegacyCounts Counts { get; }

    public static async Task<LegacySource> OpenAsync(NpgsqlConnectionStringBuilder old, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(new NpgsqlConnectionStringBuilder(old.ConnectionString)
        {
            Timezone = "UTC",
            CommandTimeout = 0, // a table is read for as long as it takes
            Pooling = false,
        }.ConnectionString);
        builder.EnableTransportSecurity();
        var database = builder.Build();
        try
        {
            return await Guarded(async () =>
            {
                var connection = await database.OpenConnectionAsync(cancellationToken);
                await using var begin = new NpgsqlCommand("begin isolation level repeatable read read only", connection);
                await begin.ExecuteNonQueryAsync(cancellationToken);
                foreach (var table in new[] { Players, Videos, Votes }) await CountAsync(connection, $"({table} limit 0)", cancellationToken);
                return new LegacySource(database, connection, new LegacyCounts(
                    await CountAsync(connection, "users", cancellationToken),
                    await CountAsync(connection, "videos", cancellationToken),
                    await CountAsync(connection, "votes", cancellationToken)));
            });
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public IAsyncEnumerable<LegacyPlayer> PlayersAsync(CancellationToken cancellationToken) => ReadAsync(
        Players,
        row => new LegacyPlayer(
            row.GetInt64(0), Text(row, 1), Text(row, 2), Text(row, 3), Text(row, 4), Text(row, 5), Text(row, 6), row.GetDateTime(7)),
        cancellationToken);

    public IAsyncEnumerable<LegacyVideo> VideosAsync(CancellationToken cancellationToken) => ReadAsync(
        Videos,
        row => new LegacyVideo(
            row.GetInt64(0), Text(row, 1), Text(row, 2) ?? "", row.GetInt64(3), row.GetDateTime(4),
            row.IsDBNull(5) ? null : row.GetDateTime(5), Text(row, 6), Text(row, 7)),
        cancellationToken);

    public IAsyncEnumerable<LegacyVote> VotesAsync(CancellationToken cancellationToken) => ReadAsync(
        Votes, row => new LegacyVote(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetDateTime(3)), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async IAsyncEnumerable<T> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await Guarded(() => command.ExecuteReaderAsync(cancellationToken));
        while (await Guarded(() => reader.ReadAsync(cancellationToken))) yield return read(reader);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select count(*) from {table} as t", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            throw new LegacyException($"the old database is not one of the old system: {e.MessageText}", e);
        }
        catch (NpgsqlException e)
        {
            throw new LegacyException($"the old database: {e.Message}", e);
        }
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
