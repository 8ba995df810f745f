using Dapper;
using HighPerf.Queue.Connections;

namespace HighPerf.Core.Players.Roles;

/// <summary>Roles, which operators give and take. Everybody is a <see cref="PlayerRole.Player"/> first.</summary>
public sealed class RoleStore(PostgresDatabase database)
{
    /// <summary>The roles that can be granted.</summary>
    public static IReadOnlyList<string> Grantable { get; } = [PlayerRole.Moderator];

    /// <summary>
    /// Gives a player, named by id or by e-mail whatever its case, the role; <see cref="PlayerRole.Player"/> takes what there was. Null when there
    /// is no such player.
    /// </summary>
    public async Task<RoleChange?> SetAsync(string player, string role, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = Guid.TryParseExact(player.Trim(), "D", out var given) ? given : (Guid?)null;
        return await connection.QuerySingleOrDefaultAsync<RoleChange>(
            $"""
            with asked as (
              select id, role from players
               where id = @id or (@id::uuid is null and email_key = {EmailKeySql.OfParameter})
                 for update),
            changed as (
              update players p set role = @role from asked a where p.id = a.id and a.role <> @role returning p.id)
            select id as PlayerId, @role as Role, exists (select 1 from changed) as Changed from asked
            """,
            new { id, email = player, role });
    }

    /// <summary>Everybody who is more than a player, by role and name.</summary>
    public async Task<IReadOnlyList<RoleHolder>> HoldersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<RoleHolder>(
            """
            select id as Id, email as Email, first_name || ' ' || last_name as Username, role as Role
              from players where role <> @player
             order by role, lower(first_name || ' ' || last_name), id
            """,
            new { player = PlayerRole.Player })];
    }
}
