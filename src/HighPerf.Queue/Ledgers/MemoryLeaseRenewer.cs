namespace HighPerf.Queue.Ledgers;

/// <summary>Renews under the ledger's lock, which nobody holds for long.</summary>
internal sealed class MemoryLeaseRenewer(MemoryLedger ledger) : ILeaseRenewer
{
    public IReadOnlyList<RenewedLease> Renew(IReadOnlyCollection<JobLease> leases, string owner, TimeSpan lease) => ledger.Renew(leases, owner, lease);

    public void Dispose()
    {
        // Nothing of its own.
    }
}
