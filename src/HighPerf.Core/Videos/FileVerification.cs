using System.Runtime.CompilerServices;
using HighPerf.Core.Storage;
using Npgsql;

namespace HighPerf.Core.Videos;

/// <summary>
/// Compares rows with files: what a row names is there, and as long as the row says. Rows come a batch at a time by their keys, so that no
/// table is in memory and no statement stays open while a slow disk is asked. It reads names and lengths only, and changes nothing.
/// </summary>
public sealed class FileVerification(NpgsqlDataSource database, VideoWork work, StorageOptions storage, TimeProvider time)
{
    private const int Batch = 1_000; // rows of a statement, names of a look at the tables

    /// <summary>A younger file without a row may get one: as long as the worker's sweep leaves one alone by default (HIGHPERF_LEFTOVER_AGE).</summary>
    private static readonly TimeSpan s_young = TimeSpan.FromHours(1);

    /// <summary>
    /// All of it. An <see cref="IOException"/> when a directory is not there or cannot be read: then no file is wrong, a mount is missing.
    /// </summary>
    /// <param name="listed">How many wrong files are listed at most; all are counted.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    public async Task<FilesReport> RunAsync(int listed, CancellationToken cancellationToken)
    {
        RequireDirectory("UPLOADS_DIR", storage.UploadsDirectory);
        RequireDirectory("PROCESSED_DIR", storage.ProcessedDirectory);
        var (videos, files, wrong) = (0L, 0L, 0L);
        var wrongFiles = new List<WrongFile>();
        await foreach (var batch in BatchesAsync(cancellationToken))
        {
            videos += batch.Count(file => file.Kind == FileKind.Original);
            files += batch.Count;
            foreach (var file in await WrongAsync(batch, cancellationToken))
            {
                wrong++;
                if (wrongFiles.Count < listed) wrongFiles.Add(file);
            }
        }

        var (leftovers, bytes) = await LeftoversAsync(cancellationToken);
        return new FilesReport(videos, files, wrong, wrongFiles, leftovers, bytes);
    }

    private async IAsyncEnumerable<List<NamedFile>> BatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Guid? video = Guid.Empty;
        while (video is { } after)
        {
            (var files, video) = await VideosAsync(after, cancellationToken);
            yield return files;
        }

        (Guid Upload, long Start)? segment = (Guid.Empty, 0);
        while (segment is var (upload, start))
        {
            (var files, segment) = await SegmentsAsync(upload, start, cancellationToken);
            yield return files;
        }
    }

    /// <summary>The files of the videos above an id, and the last of these; no last one when there are no more.</summary>
    private async Task<(List<NamedFile> Files, Guid? Last)> VideosAsync(Guid after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select id, original_key, size_bytes, processed_key, thumbnail_key from videos where id > $1 order by id limit $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (files, rows, last) = (new List<NamedFile>(), 0, after);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows++;
            last = reader.GetGuid(0);
            files.Add(new NamedFile(last, FileKind.Original, reader.GetString(1), reader.GetInt64(2)));
            if (!reader.IsDBNull(3)) files.Add(new NamedFile(last, FileKind.Clip, reader.GetString(3), Bytes: null));
            if (!reader.IsDBNull(4)) files.Add(new NamedFile(last, FileKind.Thumbnail, reader.GetString(4), Bytes: null));
        }

        Guid? more = rows == Batch ? last : null;
        return (files, more);
    }

    /// <summary>The same for the segments of resumable uploads.</summary>
    private async Task<(List<NamedFile> Files, (Guid Upload, long Start)? Last)> SegmentsAsync(Guid upload, long start, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select upload_id, start, length, key from upload_segments where (upload_id, start) > ($1, $2) order by upload_id, start limit $3");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = upload });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = start });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (files, last) = (new List<NamedFile>(), (Upload: upload, Start: start));
        while (await reader.ReadAsync(cancellationToken))
        {
            last = (reader.GetGuid(0), reader.GetInt64(1));
            files.Add(new NamedFile(last.Upload, FileKind.Segment, reader.GetString(3), reader.GetInt64(2)));
        }

        (Guid, long)? more = files.Count == Batch ? last : null;
        return (files, more);
    }

    /// <summary>Those that are wrong. A row may have gone since it was read, and its file with it: who still names it is asked, and the file looked at again.</summary>
    private async Task<IReadOnlyList<WrongFile>> WrongAsync(List<NamedFile> files, CancellationToken cancellationToken)
    {
        var doubtful = files.Where(file => Look(file) is not null).ToList();
        if (doubtful.Count == 0) return [];
        var named = await work.NeededAsync([.. doubtful.Select(file => file.Key)], cancellationToken);
        return [.. doubtful.Where(file => named.Contains(file.Key)).Select(Look).OfType<WrongFile>()];
    }

    /// <summary>What is wrong with a file, or null.</summary>
    private WrongFile? Look(NamedFile file)
    {
        var directory = file.Kind is FileKind.Clip or FileKind.Thumbnail ? storage.ProcessedDirectory : storage.UploadsDirectory;
        var found = LengthOf(Path.Combine(directory, file.Key));
        return found > 0 && found == (file.Bytes ?? found) ? null : new WrongFile(file.Owner, file.Kind, file.Key, file.Bytes, found);
    }

    private async Task<(long Files, long Bytes)> LeftoversAsync(CancellationToken cancellationToken)
    {
        var (files, bytes) = (0L, 0L);
        foreach (var directory in new[] { storage.UploadsDirectory, storage.ProcessedDirectory })
        {
            foreach (var batch in OldFiles(directory).Chunk(Batch))
            {
                var needed = await work.NeededAsync(batch, cancellationToken);
                foreach (var name in batch.Where(name => !needed.Contains(name)))
                {
                    if (LengthOf(Path.Combine(directory, name)) is not { } length) continue; // swept meanwhile
                    files++;
                    bytes += length;
                }
            }
        }

        return (files, bytes);
    }

    private IEnumerable<string> OldFiles(string directory)
    {
        var olderThan = time.GetUtcNow().UtcDateTime - s_young;
        return new DirectoryInfo(directory).EnumerateFiles()
            .Where(file => StorageKeys.IsOurs(file.Name) && file.LastWriteTimeUtc < olderThan)
            .Select(file => file.Name);
    }

    private static void RequireDirectory(string setting, string directory)
    {
        if (!Directory.Exists(directory)) throw new IOException($"{setting}: there is no directory {directory}: is it mounted?");
    }

    /// <summary>In bytes; null when there is no such file. Whatever else the disk says is its own exception, and no verdict on the file.</summary>
    private static long? LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (FileNotFoundException)
        {
            return null; // what was asked
        }
    }
}
