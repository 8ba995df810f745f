using HighPerf.Queue.Connections;

namespace HighPerf.Queue.Ledgers;

/// <summary>
/// The lease renewal's own way to PostgreSQL, beside the pool of the work: whatever holds all of the pool's connections, leases are
/// renewed. The source should not pool: the renewal keeps the one connection it needs.
/// </summary>
/// <param name="database">Whose source is this one's alone, and ends with it.</param>
public sealed class LeaseDatabase(PostgresDatabase database) : IAsyncDisposable, IDisposable
{
    internal PostgresDatabase Database => database;

    public void Dispose() => database.Source.Dispose();

    public ValueTask DisposeAsync() => database.Source.DisposeAsync();
}
