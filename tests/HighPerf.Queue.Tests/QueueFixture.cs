using HighPerf.Queue.Ledgers;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Queue.Tests;

/// <summary>A real PostgreSQL and a real Redis of a class or a collection; each test takes a database and a key prefix of its own.</summary>
public sealed class QueueFixture : IAsyncLifetime
{
    private PostgresServer? _postgres;
    private RedisServer? _redis;

    public RedisServer Redis => _redis!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _redis = await RedisServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _redis!.DisposeAsync();
        await _postgres!.DisposeAsync();
    }

    public async Task<NpgsqlDataSource> NewDatabaseAsync()
    {
        var name = await _postgres!.CreateDatabaseAsync();
        // Persisted, so that the lease renewal's own source can be made from the pool's.
        var builder = new NpgsqlSlimDataSourceBuilder(_postgres.ConnectionString(name) + ";Persist Security Info=true;Maximum Pool Size=20");
        builder.EnableArrays();
        var database = builder.Build();
        await using var schema = database.CreateCommand(PostgresLedger.Schema + PostgresLedger.CancelSchema + PostgresLedger.TraceSchema);
        await schema.ExecuteNonQueryAsync();
        return database;
    }
}
