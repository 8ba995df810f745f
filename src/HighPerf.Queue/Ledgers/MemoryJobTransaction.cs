namespace HighPerf.Queue.Ledgers;

/// <summary>Collects what takes effect in the moment the memory ledger moves the job.</summary>
public sealed class MemoryJobTransaction : JobTransaction
{
    private readonly List<Action> _writes = [];

    /// <summary>Registers a write. It runs with the ledger locked: quick, and not calling the ledger.</summary>
    public void OnCommit(Action write) => _writes.Add(write);

    internal void Commit()
    {
        foreach (var write in _writes) write();
    }
}
