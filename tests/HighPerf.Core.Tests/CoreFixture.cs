using HighPerf.Core.Migrations;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Core.Tests;

/// <summary>A real PostgreSQL for the whole project; each test takes a migrated database of its own.</summary>
public sealed class CoreFixture : PostgresFixture
{
    public async Task<NpgsqlDataSource> EmptyDatabaseAsync()
    {
        var builder = new NpgsqlSlimDataSourceBuilder(Postgres.ConnectionString(await Postgres.CreateDatabaseAsync()));
        builder.ConnectionStringBuilder.MaxAutoPrepare = 64; // as in the product (PostgresUrl)
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        builder.EnableArrays();
        return builder.Build();
    }

    public async Task<NpgsqlDataSource> DatabaseAsync()
    {
        var database = await EmptyDatabaseAsync();
        await new Migrator(database).ApplyAsync(default);
        return database;
    }
}
