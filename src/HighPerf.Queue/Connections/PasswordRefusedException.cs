using Npgsql;

namespace HighPerf.Queue.Connections;

/// <summary>
/// PostgreSQL let in neither the newest password nor the one before (28P01). An outage like any other: it passes as soon as secret and role agree, and whoever met it may come back.
/// </summary>
public sealed class PasswordRefusedException : NpgsqlException
{
    public PasswordRefusedException() { }

    public PasswordRefusedException(string message) : base(message) { }

    public PasswordRefusedException(string message, Exception innerException) : base(message, innerException) { }

    /// <param name="refusal">What PostgreSQL said; it names the role.</param>
    public PasswordRefusedException(PostgresException refusal) : base(refusal.MessageText + " (" + refusal.SqlState + "), with the password of the secret and with the one before", refusal) { }

    public override bool IsTransient => true;

    public override string SqlState => PostgresErrorCodes.InvalidPassword;
}
