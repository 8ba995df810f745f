using Npgsql;

namespace HighPerf.Core.Tests;

/// <summary>A transaction that stays open until it is committed; rolled back when disposed before.</summary>
internal sealed class OpenTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private OpenTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, Transaction) = (connection, transaction);

    public NpgsqlTransaction Transaction { get; }

    public static async Task<OpenTransaction> BeginAsync(NpgsqlDataSource database)
    {
        var connection = await database.OpenConnectionAsync();
        return new OpenTransaction(connection, await connection.BeginTransactionAsync());
    }

    public async Task SqlAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection, Transaction);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A vote with its change of the standings, as a batch of one writes it.</summary>
    public Task VoteAsync(Guid player, Guid video) => SqlAsync(
        $"""
        with v as (insert into votes (player_id, video_id, cast_at) values ('{player}', '{video}', now()) returning video_id, cast_at)
        insert into standing_votes (video_ids, votes, last_at) select array[video_id], array[1], array[cast_at] from v
        """);

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
