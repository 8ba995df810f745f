using HighPerf.Core.Migrations;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Core.Tests;

/// <summary>A real PostgreSQL for the whole project; each test takes a migrated database of its own.</summary>
public sealed class CoreFixture : PostgresFixture
{
    public async Task<NpgsqlDataSource> EmptyDatabaseAsync() => SourceOf(await Postgres.CreateDatabaseAsync(), "tests");

    /// <summary>A pool of its own for a database.</summary>
    /// <param name="application">How its connections are called in <c>pg_stat_activity</c>.</param>
    public NpgsqlDataSource SourceOf(string database, string application)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(Postgres.ConnectionString(database));
        builder.ConnectionStringBuilder.ApplicationName = application;
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
