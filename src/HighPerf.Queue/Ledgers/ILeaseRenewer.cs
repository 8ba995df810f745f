namespace HighPerf.Queue.Ledgers;

/// <summary>Renews leases from a thread and a connection that the work cannot starve. Synchronous, on purpose.</summary>
public interface ILeaseRenewer : IDisposable
{
    /// <summary>Extends every lease that still matches (pending, owner and attempt) and returns those.</summary>
    IReadOnlyList<RenewedLease> Renew(IReadOnlyCollection<JobLease> leases, string owner, TimeSpan lease);
}
