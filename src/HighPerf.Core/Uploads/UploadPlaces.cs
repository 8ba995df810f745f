namespace HighPerf.Core.Uploads;

/// <summary>
/// How many uploads write their rows at once. Hundreds may end in the same second; what is on disk waits here for its turn, and not for a connection, which
/// would be refused after a few seconds and keep everybody else from theirs.
/// </summary>
public sealed class UploadPlaces : IDisposable
{
    private const int Places = 4;

    private readonly SemaphoreSlim _places = new(Places);

    /// <summary>Does it when there is a place.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> store, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await store();
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
