using HighPerf.Core.Players;
using HighPerf.Core.Players.Roles;

namespace HighPerf.Core.Tests.Players;

[Collection(CoreCollection.Name)]
public sealed class RoleStoreTests(CoreFixture fixture)
{
    [Fact]
    public async Task A_role_is_granted_once_by_email_or_id_and_taken_again()
    {
        await using var database = await fixture.DatabaseAsync();
        var ana = (await new PlayerStore(database).AddAsync(new NewPlayer("Ana", "Rojas", "Ana@Example.test", "hash", null, null), default))!.Value;
        await new PlayerStore(database).AddAsync(new NewPlayer("Eva", "Rojas", "eva@example.test", "hash", null, null), default);
        var roles = new RoleStore(database);

        Assert.Equal(new RoleChange(ana, PlayerRole.Moderator, Changed: true), await roles.SetAsync(" ANA@example.test ", PlayerRole.Moderator, default));
        Assert.Equal(new RoleChange(ana, PlayerRole.Moderator, Changed: false), await roles.SetAsync(ana.ToString(), PlayerRole.Moderator, default));
        Assert.Equal([new RoleHolder(ana, "Ana@Example.test", "Ana Rojas", PlayerRole.Moderator)], await roles.HoldersAsync(default));
        Assert.Equal(new RoleChange(ana, PlayerRole.Player, Changed: true), await roles.SetAsync(ana.ToString(), PlayerRole.Player, default));
        Assert.Empty(await roles.HoldersAsync(default));
        Assert.Null(await roles.SetAsync("nobody@example.test", PlayerRole.Moderator, default));
        Assert.Null(await roles.SetAsync(Guid.CreateVersion7().ToString(), PlayerRole.Moderator, default));
    }
}
