using HighPerf.Queue.Ledgers;

namespace HighPerf.Queue.Processing;

/// <summary>
/// A job in a slot of this process. Its token is cancelled when the lease is lost, when somebody cancels the job, or when the drain's
/// patience ends.
/// </summary>
internal sealed class RunningJob(ClaimedJob job) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lock _gate = new();
    private bool _settling;
    private bool _disposed;

    public ClaimedJob Job { get; } = job;

    public JobLease Lease { get; } = new(job.Id, job.Attempt);

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether the lease was lost while the handler ran.</summary>
    public bool LeaseLost { get; private set; }

    /// <summary>Whether somebody cancelled the job while the handler ran.</summary>
    public bool CancelRequested { get; private set; }

    /// <summary>The handler has returned: from here on only the guarded transaction decides who wins.</summary>
    public void Settle()
    {
        lock (_gate) _settling = true;
    }

    /// <summary>Stops the handler; false when it has returned already, or knows.</summary>
    public bool LoseLease()
    {
        lock (_gate)
        {
            if (_settling || LeaseLost || _disposed) return false;
            LeaseLost = true;
            Cancel();
            return true;
        }
    }

    /// <summary>Stops the handler; false when it has returned already, or knows.</summary>
    public bool RequestCancel()
    {
        lock (_gate)
        {
            if (_settling || CancelRequested || _disposed) return false;
            CancelRequested = true;
            Cancel();
            return true;
        }
    }

    public void Drain()
    {
        lock (_gate)
        {
            if (!_disposed) Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _cancellation.Dispose();
    }

    private void Cancel() => _ = _cancellation.CancelAsync(); // the handler's callbacks run on the pool, not on the renewal's thread
}
