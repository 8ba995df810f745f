using Microsoft.Extensions.Logging;

namespace HighPerf.Worker.Handlers;

/// <summary>
/// Writes a job's progress at most once a second, one write at a time, and never holds the work up: what comes in between replaces what
/// waited. A failed write is only logged; the next one makes up for it.
/// </summary>
internal sealed partial class ProgressWriter(Func<int, Task> write, TimeProvider time, ILogger logger) : IProgress<int>, IAsyncDisposable
{
    private static readonly TimeSpan s_atMostEach = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long? _last;
    private int _written = -1;
    private Task _writing = Task.CompletedTask;

    public void Report(int value)
    {
        lock (_gate)
        {
            if (value == _written || !_writing.IsCompleted || (_last is { } last && time.GetElapsedTime(last) < s_atMostEach)) return;
            _last = time.GetTimestamp();
            _written = value;
            _writing = WriteAsync(value);
        }
    }

    public async ValueTask DisposeAsync() => await _writing;

    private async Task WriteAsync(int percent)
    {
        try
        {
            await write(percent);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or OperationCanceledException or TimeoutException)
        {
            NotWritten(e.Message);
        }
    }

    [LoggerMessage(4101, LogLevel.Debug, "Progress not written: {Reason}")]
    private partial void NotWritten(string reason);
}
