using System.CommandLine;
using HighPerf.Core.Players;
using HighPerf.Core.Players.Roles;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl role grant|revoke|ls</c>: who may moderate.</summary>
internal static class RoleCommand
{
    public static Command Create() => new("role", "Grant, revoke and list the roles of players. Example: hpctl role grant ana@example.org moderator")
    {
        Grant(), Revoke(), List(),
    };

    private static Command Grant()
    {
        var (player, role) = (Player(), Role());
        var command = new Command("grant", "Give a player a role. Example: hpctl role grant ana@example.org moderator") { player, role };
        command.SetAction((parsed, cancellationToken) => SetAsync(parsed.GetRequiredValue(player), parsed.GetRequiredValue(role), cancellationToken));
        return command;
    }

    private static Command Revoke()
    {
        var (player, role) = (Player(), Role());
        role.Arity = ArgumentArity.ZeroOrOne; // nobody has two
        var command = new Command("revoke", "Take a player's role. Example: hpctl role revoke ana@example.org") { player, role };
        command.SetAction((parsed, cancellationToken) => SetAsync(parsed.GetRequiredValue(player), PlayerRole.Player, cancellationToken));
        return command;
    }

    private static Command List()
    {
        var command = new Command("ls", "List everybody who has a role. Example: hpctl role ls --json") { CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var holders = await new RoleStore(services.GetRequiredService<NpgsqlDataSource>()).HoldersAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                JsonOutput.Write(holders, ControlJson.Default.IReadOnlyListRoleHolder);
                return ExitCode.Success;
            }

            TableOutput.Write(
                "nobody has a role", ["role", "player", "e-mail", "id"],
                holders.Select(h => new[] { h.Role, h.Username, h.Email, h.Id.ToString() }));
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<int> SetAsync(string player, string role, CancellationToken cancellationToken)
    {
        await using var services = ControlServices.Open();
        var change = await new RoleStore(services.GetRequiredService<NpgsqlDataSource>()).SetAsync(player, role, cancellationToken);
        if (change is null)
        {
            await Console.Error.WriteLineAsync($"hpctl: there is no player {player}: give the e-mail of the account or the player's id");
            return ExitCode.Failure;
        }

        var state = role == PlayerRole.Player ? "has no role" : $"is {role}";
        Console.WriteLine(change.Changed ? $"{change.PlayerId} {state} now" : $"{change.PlayerId} {state} already");
        return ExitCode.Success;
    }

    private static Argument<string> Player() => new("EMAIL") { Description = "The player's e-mail, whatever its case, or id." };

    private static Argument<string> Role() => new Argument<string>("ROLE") { Description = "The role." }.AcceptOnlyFromAmong([.. RoleStore.Grantable]);
}
