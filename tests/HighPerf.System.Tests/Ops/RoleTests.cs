using System.Text.Json;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Ops;

[Collection(StackCollection.Name)]
public sealed class RoleTests(StackFixture fixture)
{
    [Fact]
    public async Task A_role_is_granted_listed_and_revoked_and_doing_it_again_changes_nothing()
    {
        var player = await fixture.Client.NewPlayerAsync();
        foreach (var state in new[] { "now", "already" })
        {
            var granted = (await fixture.Stack.RunCtlAsync("role", "grant", player.Email.ToUpperInvariant(), "moderator")).EnsureSuccess("hpctl");
            Assert.Equal($"{player.Id} is moderator {state}", granted.Output.Trim());
        }

        Assert.Contains(player.Email, (await fixture.Stack.RunCtlAsync("role", "ls")).EnsureSuccess("hpctl").Output, StringComparison.Ordinal);
        using var list = JsonDocument.Parse((await fixture.Stack.RunCtlAsync("role", "ls", "--json")).EnsureSuccess("hpctl").Output);
        Assert.Contains(list.RootElement.EnumerateArray(), holder => holder.GetProperty("id").GetString() == player.Id && holder.GetProperty("role").GetString() == "moderator");

        foreach (var state in new[] { "now", "already" })
        {
            var revoked = (await fixture.Stack.RunCtlAsync("role", "revoke", player.Id)).EnsureSuccess("hpctl");
            Assert.Equal($"{player.Id} has no role {state}", revoked.Output.Trim());
        }

        Assert.DoesNotContain(player.Email, (await fixture.Stack.RunCtlAsync("role", "ls")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "nadie@jugadores.example", "moderator", "there is no player")]
    [InlineData(64, "nadie@jugadores.example", "emperor", "emperor")]
    public async Task An_unknown_player_or_role_fails_with_one_line(int exitCode, string player, string role, string named)
    {
        var result = await fixture.Stack.RunCtlAsync("role", "grant", player, role);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(named, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(result.Output.Trim());
    }
}
