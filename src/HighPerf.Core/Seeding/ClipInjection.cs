using System.Security.Cryptography;
using HighPerf.Core.Bulk;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using HighPerf.Queue;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Ledgers;
using Npgsql;

namespace HighPerf.Core.Seeding;

/// <summary>Uploads without a web layer, to measure workers: the same clip again and again, as rows and jobs of the first player, with hard links as originals.</summary>
public sealed class ClipInjection(PostgresDatabase database, LocalStorage storage)
{
    /// <summary>Adds so many in one transaction; their jobs, whose bell is still to be rung.</summary>
    /// <exception cref="SeedException">There is no player.</exception>
    /// <exception cref="IOException">The clip cannot be read, or the originals cannot be written.</exception>
    public async Task<IReadOnlyList<NewJob>> RunAsync(string clip, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var player = await FirstPlayerAsync(connection, cancellationToken);
        byte[] hash;
        await using (var file = File.OpenRead(clip)) hash = await SHA256.HashDataAsync(file, cancellationToken);
        var size = new FileInfo(clip).Length;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (jobs, paths) = (new List<NewJob>(), new List<string>());
        try
        {
            for (var n = 0; n < count; n++)
            {
                var video = Guid.CreateVersion7();
                var path = storage.OriginalPath(StorageKeys.Original(video));
                if (n == 0 || !HardLink.TryCreate(paths[^1], path)) File.Copy(clip, path);
                paths.Add(path);
                jobs.Add(VideoJobs.NewTranscode(video));
                await PostgresLedger.EnqueueAsync(transaction, jobs[^1], cancellationToken);
                await VideoStore.InsertAsync(transaction, new NewVideo(video, player, FormattableString.Invariant($"Clip {n + 1}"), StorageKeys.Original(video), size, hash), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return jobs;
        }
        catch
        {
            foreach (var path in paths) File.Delete(path);
            throw;
        }
    }

    private static async Task<Guid> FirstPlayerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id from players order by id limit 1", connection);
        return await command.ExecuteScalarAsync(cancellationToken) as Guid? ?? throw new SeedException("there is no player whose the clips could be: make some with hpctl seed --players 10 --videos 0 --votes 0");
    }
}
