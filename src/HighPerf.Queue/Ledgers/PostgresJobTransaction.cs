using Npgsql;

namespace HighPerf.Queue.Ledgers;

/// <summary>The transaction in which the job's row is locked and has its new state already.</summary>
public sealed class PostgresJobTransaction(NpgsqlTransaction transaction) : JobTransaction
{
    public override NpgsqlTransaction Postgres => transaction;
}
