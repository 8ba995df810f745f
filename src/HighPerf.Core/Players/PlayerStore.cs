using Dapper;
using HighPerf.Queue.Connections;

namespace HighPerf.Core.Players;

/// <summary>Players. One e-mail is one player, whatever its case (<c>email_key</c>, a database constraint).</summary>
public sealed class PlayerStore(PostgresDatabase database)
{
    /// <summary>The new player's id, or null when the e-mail is taken.</summary>
    public async Task<Guid?> AddAsync(NewPlayer player, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = Guid.CreateVersion7();
        var added = await connection.ExecuteAsync(
            """
            insert into players (id, first_name, last_name, email, password_hash, city, country)
            values (@id, @FirstName, @LastName, @Email, @PasswordHash, @City, @Country)
            on conflict (email_key) do nothing
            """,
            new { id, player.FirstName, player.LastName, player.Email, player.PasswordHash, player.City, player.Country });
        return added == 1 ? id : null;
    }

    public async Task<PlayerCredentials?> FindCredentialsAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<PlayerCredentials>(
            $"select id, password_hash as PasswordHash from players where email_key = {EmailKeySql.OfParameter}",
            new { email });
    }

    /// <summary>Whether the player of a token is still there: an account can be deleted while its tokens live.</summary>
    public async Task<bool> ExistsAsync(Guid player, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>("select exists (select 1 from players where id = @player)", new { player });
    }

    /// <summary>The player's role, or null when the player is gone.</summary>
    public async Task<string?> RoleAsync(Guid player, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>("select role from players where id = @player", new { player });
    }
}
