using Npgsql;

namespace HighPerf.Queue.Tests;

/// <summary>Somebody who has locked one job's row and does not go on, until disposed.</summary>
internal sealed class RowHolder : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private RowHolder(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<RowHolder> HoldAsync(NpgsqlDataSource database, Guid job)
    {
        var connection = await database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("select from jobs where id = $1 for update", connection, transaction);
        hold.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job });
        await hold.ExecuteNonQueryAsync();
        return new RowHolder(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
