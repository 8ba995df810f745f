using HighPerf.Core.Players;

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
}
