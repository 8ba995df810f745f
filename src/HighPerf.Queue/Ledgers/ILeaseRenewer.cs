namespace HighPerf.Queue.Ledgers;

/// <summary>Renews leases from a thread and a connection that the work cannot starve. Synchronous, on purpose.</summary>
public interface ILeaseRenewer : IDisposable
{
    /// <summary>
    /// Extends every lease that still matches (pending, owner and attempt) and returns those. Waits for nobody: a lease whose row is locked is
    /// returned without being extended, until it ran out longer than a lease ago.
    /// </summary>
    IReadOnlyList<RenewedLease> Renew(IReadOnlyCollection<JobLease> leases, string owner, TimeSpan lease);
}
