using HighPerf.Core.Migrations;

namespace HighPerf.Core.Tests.Migrations;

[Collection(CoreCollection.Name)]
public sealed class MigratorTests(CoreFixture fixture)
{
    [Fact]
    public async Task Each_migration_is_applied_once_even_by_two_hosts_at_once()
    {
        await using var database = await fixture.EmptyDatabaseAsync();
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new Migrator(database).ApplyAsync(default)));
        Assert.Equal(Migrator.All, applied.SelectMany(a => a));
        Assert.Empty(await new Migrator(database).ApplyAsync(default));
    }

    [Fact]
    public async Task A_migration_that_was_edited_after_it_was_applied_is_an_error_that_names_it()
    {
        await using var database = await fixture.DatabaseAsync();
        await using var edit = database.CreateCommand("update schema_migrations set checksum = 'other' where name = '0002_contest.sql'");
        await edit.ExecuteNonQueryAsync();
        var error = await Assert.ThrowsAsync<MigrationException>(() => new Migrator(database).ApplyAsync(default));
        Assert.Contains("0002_contest.sql", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bogotá", "bogota")]
    [InlineData("BOGOTÁ", "bogota")]
    [InlineData(" Bogota ", "bogota")]
    [InlineData("Ñuñoa", "nunoa")]
    [InlineData("Río Ángel", "rio angel")]
    public async Task Cities_are_folded_by_case_and_accents(string city, string folded)
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        await competition.PlayerAsync(city: city);
        Assert.Equal(folded, await competition.ScalarAsync<string>("select city_key from players"));
    }
}
