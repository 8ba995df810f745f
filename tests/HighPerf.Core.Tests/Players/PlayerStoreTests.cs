using HighPerf.Core.Players;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Core.Tests.Players;

[Collection(CoreCollection.Name)]
public sealed class PlayerStoreTests(CoreFixture fixture)
{
    [Fact]
    public async Task An_email_is_one_player_whatever_its_case()
    {
        await using var database = await fixture.DatabaseAsync();
        var players = new PlayerStore(database);
        var first = await players.AddAsync(new NewPlayer("Ana", "Rojas", "Ana@Example.test", "hash", null, null), default);
        Assert.NotNull(first);
        Assert.Equal(7, first.Value.Version);
        Assert.Null(await players.AddAsync(new NewPlayer("Eva", "Rojas", "ANA@example.TEST", "hash", null, null), default));
        Assert.Equal(new PlayerCredentials(first.Value, "hash"), await players.FindCredentialsAsync(" ana@example.test", default));
        Assert.Null(await players.FindCredentialsAsync("nobody@example.test", default));
    }

    /// <summary>An index of another collation than the comparison's is not used, and no test that looks at the answer would tell.</summary>
    [Fact]
    public async Task A_login_finds_its_player_by_the_index()
    {
        await using var database = await fixture.DatabaseAsync();
        await using (var unwilling = database.CreateCommand($"alter database \"{await NameAsync(database)}\" set enable_seqscan = off")) // with few rows a sequential scan would be chosen
        {
            await unwilling.ExecuteNonQueryAsync();
        }

        database.Clear(); // connections that began before
        var players = new PlayerStore(database);
        await players.AddAsync(new NewPlayer("Ana", "Rojas", "ana@example.test", "hash", null, null), default);
        Assert.NotNull(await players.FindCredentialsAsync("ANA@example.test", default));
        await Poll.UntilAsync("a row found by the index, in the statistics", TimeSpan.FromSeconds(20), async () =>
        {
            await using var scans = database.CreateCommand("select idx_tup_fetch > 0 from pg_stat_user_indexes where indexrelname = 'players_email_key_key'");
            return (bool)(await scans.ExecuteScalarAsync())!;
        });
    }

    private static async Task<string> NameAsync(NpgsqlDataSource database)
    {
        await using var name = database.CreateCommand("select current_database()");
        return (string)(await name.ExecuteScalarAsync())!;
    }
}
