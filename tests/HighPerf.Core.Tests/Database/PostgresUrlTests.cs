using HighPerf.Core.Database;
using Npgsql;

namespace HighPerf.Core.Tests.Database;

[Collection(CoreCollection.Name)]
public sealed class PostgresUrlTests(CoreFixture fixture)
{
    [Fact]
    public void All_parts_are_read_and_unescaped()
    {
        var parsed = PostgresUrl.Parse(new Uri("postgres://us%40er:p%3Aw@db.example.test:6543/high%20perf?sslmode=require&pool=7"));
        Assert.Equal(
            ("db.example.test", 6543, "us@er", "p:w", "high perf", SslMode.Require, 7),
            (parsed.Host, parsed.Port, parsed.Username, parsed.Password, parsed.Database, parsed.SslMode, parsed.MaxPoolSize));
    }

    [Fact]
    public void The_port_has_a_default_and_unknown_parameters_are_errors()
    {
        Assert.Equal(5432, PostgresUrl.Parse(new Uri("postgresql://u@h/d")).Port);
        Assert.Throws<FormatException>(() => PostgresUrl.Parse(new Uri("postgresql://u@h/d?nonsense=1")));
        Assert.Throws<FormatException>(() => PostgresUrl.Parse(new Uri("postgresql://u@h/d?pool=1")));
    }

    [Fact]
    public async Task A_commit_waits_for_the_disk_whatever_the_database_is_set_to()
    {
        var name = await fixture.Postgres.CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(PostgresUrl.Parse(new Uri(fixture.Postgres.ConnectionUrl(name))));
        await using var lax = database.CreateCommand($"alter database {name} set synchronous_commit = off");
        await lax.ExecuteNonQueryAsync();
        database.Clear();

        await using var show = database.CreateCommand("show synchronous_commit");
        Assert.Equal("on", await show.ExecuteScalarAsync());
    }
}
