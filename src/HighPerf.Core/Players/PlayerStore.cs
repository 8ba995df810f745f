using Dapper;
using Npgsql;

namespace HighPerf.Core.Players;

/// <summary>Players. One e-mail is one player, whatever its case (<c>email_key</c>, a database constraint).</summary>
public sealed class PlayerStore(NpgsqlDataSource database)
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
            """
            select id, password_hash as PasswordHash from players where email_key = lower(btrim(@email) collate "und-x-icu")
            """,
            new { email });
    }
}
