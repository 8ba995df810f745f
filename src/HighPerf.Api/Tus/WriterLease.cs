using HighPerf.Core.Uploads;

namespace HighPerf.Api.Tus;

/// <summary>
/// Keeps one writer the writer of an upload while bytes come. A connection that falls silent for as long as the lease, as a phone's that has lost its
/// network, ends as one that broke off: what came counts, and the next may write.
/// </summary>
internal sealed class WriterLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewal;
    private volatile bool _received;

    /// <param name="written">How many bytes there are by now.</param>
    public WriterLease(
        UploadStore uploads, UploadOptions options, Guid upload, Guid writer, Func<long> written, TimeProvider time, CancellationToken aborted)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _renewal = RenewAsync(uploads, options, upload, writer, written, time);
    }

    /// <summary>Ends the writing: the request is over, nothing comes any more, or another has overtaken.</summary>
    public CancellationToken Ended => _ended.Token;

    public bool IsOvertaken { get; private set; }

    /// <summary>Nothing more comes, and what came is being made durable: silence is no sign any more.</summary>
    public void Received() => _received = true;

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewal;
        _done.Dispose();
        _ended.Dispose();
    }

    private async Task RenewAsync(UploadStore uploads, UploadOptions options, Guid upload, Guid writer, Func<long> written, TimeProvider time)
    {
        using var timer = new PeriodicTimer(options.WriterLease / 3, time);
        var (seen, grew) = (0L, time.GetTimestamp());
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token))
            {
                if (written() is var now && now > seen) (seen, grew) = (now, time.GetTimestamp());
                else if (!_received && time.GetElapsedTime(grew) >= options.WriterLease) break;
                if (await IsStillAsync(uploads, upload, writer)) continue;
                IsOvertaken = true;
                break;
            }

            await _ended.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Done.
        }
    }

    /// <summary>True as well while the database is away: the lease may outlast that, and the advance finds out.</summary>
    private async Task<bool> IsStillAsync(UploadStore uploads, Guid upload, Guid writer)
    {
        try
        {
            return await uploads.RenewAsync(upload, writer, _done.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return true;
        }
    }
}
