namespace HighPerf.Core.Storage;

/// <summary>What waits for the disk, on a few threads of its own: the pool's are everybody's, and a flush may take seconds.</summary>
public sealed class DiskLane : IDisposable
{
    private const int Threads = 4; // more have nothing more from a disk, and journals take their flushes together

    private readonly SemaphoreSlim _free = new(Threads);

    public async Task<T> RunAsync<T>(Func<T> work)
    {
        await _free.WaitAsync();
        try
        {
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
