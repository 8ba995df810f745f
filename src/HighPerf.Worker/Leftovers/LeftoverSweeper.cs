using System.Data.Common;
using HighPerf.Core.Storage;
using HighPerf.Core.Uploads;
using HighPerf.Core.Videos;
using HighPerf.Worker.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Worker.Leftovers;

/// <summary>
/// Gives expired resumable uploads up, and deletes files that no row names, that no live attempt is making, and that nobody has touched for the leftover age: what crashes
/// leave behind. Only names of our own making are touched.
/// </summary>
internal sealed partial class LeftoverSweeper(
    LocalStorage storage, VideoWork work, UploadExpiry uploads, WorkerOptions options, TimeProvider time, ILogger<LeftoverSweeper> logger) : BackgroundService
{
    private const int Batch = 1_000;

    /// <summary>One sweep of both directories; how many files it deleted.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var segment in await uploads.ExpireAsync(cancellationToken))
        {
            if (Delete(storage.UploadsDirectory, segment)) deleted++;
        }

        foreach (var directory in new[] { storage.UploadsDirectory, storage.ProcessedDirectory })
        {
            foreach (var batch in OldFiles(directory).Chunk(Batch))
            {
                var needed = await work.NeededAsync(batch, cancellationToken);
                foreach (var name in batch.Where(name => !needed.Contains(name)))
                {
                    if (Delete(directory, name)) deleted++;
                }
            }
        }

        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.LeftoverSweepPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or TimeoutException)
                {
                    SweepFailed(e.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>One file that cannot be deleted keeps no other from being.</summary>
    private bool Delete(string directory, string name)
    {
        try
        {
            File.Delete(Path.Combine(directory, name));
            Deleted(name);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotDeleted(name, e.Message);
            return false;
        }
    }

    private IEnumerable<string> OldFiles(string directory)
    {
        var olderThan = time.GetUtcNow().UtcDateTime - options.LeftoverAge;
        return new DirectoryInfo(directory).EnumerateFiles()
            .Where(file => StorageKeys.IsOurs(file.Name) && file.LastWriteTimeUtc < olderThan)
            .Select(file => file.Name);
    }

    [LoggerMessage(4201, LogLevel.Information, "Deleted the leftover {Name}")]
    private partial void Deleted(string name);

    [LoggerMessage(4203, LogLevel.Warning, "The leftover {Name} cannot be deleted: {Reason}")]
    private partial void NotDeleted(string name, string reason);

    [LoggerMessage(4202, LogLevel.Warning, "Leftovers not swept, next period tries again: {Reason}")]
    private partial void SweepFailed(string reason);
}
