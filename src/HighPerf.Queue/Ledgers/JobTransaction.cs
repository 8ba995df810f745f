using Npgsql;

namespace HighPerf.Queue.Ledgers;

/// <summary>
/// The transaction that ends, cancels or replays a job, as a handler sees it: what is written through it takes effect with the job's new
/// state, or not at all. What it carries depends on the ledger.
/// </summary>
public abstract class JobTransaction
{
    /// <summary>PostgreSQL's transaction, for handlers that write rows. Only <see cref="PostgresLedger"/> has one.</summary>
    public virtual NpgsqlTransaction Postgres => throw new NotSupportedException($"{GetType().Name} has no PostgreSQL transaction");
}
