using System.Data.Common;
using HighPerf.Core.Uploads;

namespace HighPerf.Api.Tus;

/// <summary>Keeps one writer the writer of an upload while it writes. <see cref="Lost"/> ends its work when another has overtaken it.</summary>
internal sealed class WriterLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewal;

    public WriterLease(UploadStore uploads, UploadOptions options, Guid upload, Guid writer, TimeProvider time, CancellationToken aborted)
    {
        Writer = writer;
        _lost = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _renewal = RenewAsync(uploads, options, upload, time);
    }

    public Guid Writer { get; }

    /// <summary>Also ends when the request does.</summary>
    public CancellationToken Lost => _lost.Token;

    public bool IsOvertaken { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewal;
        _done.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync(UploadStore uploads, UploadOptions options, Guid upload, TimeProvider time)
    {
        using var timer = new PeriodicTimer(options.WriterLease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token))
            {
                try
                {
                    if (await uploads.RenewAsync(upload, Writer, _done.Token)) continue;
                    IsOvertaken = true;
                    await _lost.CancelAsync();
                    return;
                }
                catch (DbException)
                {
                    // The database is away; the lease may outlast that, and the advance finds out.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Done.
        }
    }
}
