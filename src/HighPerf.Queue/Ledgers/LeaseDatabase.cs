using Npgsql;

namespace HighPerf.Queue.Ledgers;

/// <summary>
/// The lease renewal's own way to PostgreSQL, beside the pool of the work: whatever holds all of the pool's connections, leases are
/// renewed. The source should not pool: the renewal keeps the one connection it needs.
/// </summary>
public sealed class LeaseDatabase(NpgsqlDataSource source) : IAsyncDisposable, IDisposable
{
    internal NpgsqlDataSource Source => source;

    public void Dispose() => source.Dispose();

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
