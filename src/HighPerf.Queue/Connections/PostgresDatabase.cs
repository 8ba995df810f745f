using Npgsql;

namespace HighPerf.Queue.Connections;

/// <summary>
/// The way to PostgreSQL for all that lives long: a source of connections, and the password they are opened with, which may be changed meanwhile. Who opens a
/// connection just then waits for the secret to be read again, and does not fail.
/// </summary>
/// <param name="password">Null: the source's own, for good.</param>
public sealed class PostgresDatabase(NpgsqlDataSource source, PostgresPassword? password = null)
{
    /// <summary>The newest password, the one before, and once more the newest, that somebody may have made right meanwhile.</summary>
    private const int Attempts = 3;

    internal NpgsqlDataSource Source => source;

    public static implicit operator PostgresDatabase(NpgsqlDataSource source) => new(source);

    /// <summary>A connection of the pool, or a new one.</summary>
    /// <exception cref="PasswordRefusedException">Neither the newest password nor the one before is right.</exception>
    public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) =>
        password is null ? source.OpenConnectionAsync(cancellationToken) : OpenAsync(password, cancellationToken);

    /// <summary>The same for a thread that may wait.</summary>
    public NpgsqlConnection OpenConnection()
    {
        for (var attempt = 1; ; attempt++)
        {
            var choice = password?.Choice ?? 0;
            try
            {
                return source.OpenConnection();
            }
            catch (PostgresException e) when (password is not null && IsRefused(e))
            {
                if (attempt == Attempts) throw new PasswordRefusedException(e);
                password.RefusedAsync(choice).GetAwaiter().GetResult();
            }
        }
    }

    private async ValueTask<NpgsqlConnection> OpenAsync(PostgresPassword current, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var choice = current.Choice;
            try
            {
                return await source.OpenConnectionAsync(cancellationToken);
            }
            catch (PostgresException e) when (IsRefused(e))
            {
                if (attempt == Attempts) throw new PasswordRefusedException(e);
                await current.RefusedAsync(choice).WaitAsync(cancellationToken);
            }
        }
    }

    private static bool IsRefused(PostgresException e) => e.SqlState == PostgresErrorCodes.InvalidPassword;
}
