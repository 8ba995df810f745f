using System.Buffers;
using System.Data.Common;
using HighPerf.Api.Configuration;
using HighPerf.Api.Uploads;
using HighPerf.Core.Errors;
using HighPerf.Core.Storage;
using HighPerf.Core.Uploads;
using HighPerf.Core.Videos;
using HighPerf.Queue;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;

namespace HighPerf.Api.Tus;

/// <summary>
/// Takes the bytes of one request into a segment of its own, and makes the last one the video: joined, hashed, durable under a fresh name, and then
/// one transaction. What came of a request that broke off is kept; its client goes on from there.
/// </summary>
internal sealed partial class TusReceiver(
    LocalStorage storage, DiskLane disk, UploadStore uploads, UploadOptions uploadOptions, ApiOptions options, Bell bell, TimeProvider time, ILogger<TusReceiver> logger,
    MemoryLedger? decoupled = null)
{
    private const int JoinBuffer = 256 * 1024;

    /// <summary>
    /// The same with the creation's own bytes. When none of them counts, or the client is gone before it was told where its upload is, nothing stays.
    /// </summary>
    public async Task<Outcome<UploadState>> BeginAsync(HttpContext context, Guid player, Guid id, TusChecksum? checksum, CancellationToken cancellationToken)
    {
        var known = false;
        try
        {
            var received = await ReceiveAsync(context, player, id, 0, checksum, cancellationToken);
            known = received.Value is { } upload && (upload.IsComplete || !context.RequestAborted.IsCancellationRequested);
            return received;
        }
        finally
        {
            if (!known) await DiscardAsync(player, id);
        }
    }

    /// <summary>The upload after this request's bytes, or why none of them counts.</summary>
    public async Task<Outcome<UploadState>> ReceiveAsync(
        HttpContext context, Guid player, Guid id, long offset, TusChecksum? checksum, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength is { } announced && announced > options.MaxUploadBytes) return ErrorCatalogue.FileTooLarge.Naming(options.MaxUploadBytes);
        var writer = Guid.CreateVersion7();
        var (upload, error) = await uploads.TakeAsync(player, id, offset, writer, cancellationToken);
        if (upload is null) return error!;
        var advanced = false;
        try
        {
            var room = upload.Length - upload.Offset;
            if (context.Request.ContentLength > room) return ErrorCatalogue.MoreThanAnnounced;
            using var file = storage.BeginSegment(id, offset, writer, Math.Min(context.Request.ContentLength ?? room, room), options.StorageReserve);
            var body = new TusBody(file, offset == 0, room, checksum);
            await using var lease = new WriterLease(uploads, uploadOptions, id, writer, () => file.Length, time, cancellationToken);
            await body.CopyAsync(context.Request.BodyReader, lease.Ended);
            lease.Received();
            if (lease.IsOvertaken) return ErrorCatalogue.UploadLocked;
            if (body.Refusal() is { } refusal) return refusal;
            if (file.Length == 0) return upload;
            if (!body.MayBeginClip) return await RefuseAsync(upload, player, writer);
            var after = file.Length < room ? await AdvanceAsync(upload, writer, file) : await CompleteAsync(upload, player, writer, file);
            advanced = after.Value is not null;
            return after;
        }
        finally
        {
            if (!advanced) await ReleaseAsync(id, writer);
        }
    }

    /// <summary>It will never be a clip: nothing of it stays.</summary>
    private async Task<Outcome<UploadState>> RefuseAsync(UploadState upload, Guid player, Guid writer)
    {
        await ReleaseAsync(upload.Id, writer);
        await DiscardAsync(player, upload.Id);
        return ErrorCatalogue.NotMp4;
    }

    private async Task DiscardAsync(Guid player, Guid id)
    {
        try
        {
            var (keys, _) = await uploads.TerminateAsync(player, id, CancellationToken.None);
            DeleteAll(keys ?? []);
        }
        catch (DbException)
        {
            // It expires by itself.
        }
    }

    private async Task<Outcome<UploadState>> AdvanceAsync(UploadState upload, Guid writer, IncomingFile file)
    {
        await disk.RunAsync(() => file.Commit(time));
        if (await uploads.AdvanceAsync(upload.Id, writer, new UploadSegment(upload.Offset, file.Length, file.Key)) is { } advanced) return advanced;
        file.Delete();
        return ErrorCatalogue.UploadLocked;
    }

    private async Task<Outcome<UploadState>> CompleteAsync(UploadState upload, Guid player, Guid writer, IncomingFile file)
    {
        using var span = UploadTrace.Start("tus", upload.VideoId);
        IReadOnlyList<UploadSegment> segments = [];
        var key = StorageKeys.Original(Guid.CreateVersion7()); // fresh: an earlier attempt may have left one
        byte[] sha256;
        if (upload.Offset == 0) sha256 = await disk.RunAsync(() => file.CommitAs(key, time));
        else
        {
            await disk.RunAsync(() => file.Commit(time));
            try
            {
                segments = await uploads.SegmentsAsync(upload.Id, CancellationToken.None);
                if (await disk.RunAsync(() => Join(upload, [.. segments.Select(segment => segment.Key), file.Key], key)) is not { } hash) return await RefuseAsync(upload, player, writer);
                sha256 = hash;
            }
            catch (FileNotFoundException)
            {
                return ErrorCatalogue.UploadLocked; // another has overtaken this writer and joined them
            }
            finally
            {
                file.Delete();
            }
        }

        UploadTrace.Received(span, upload.Length);
        var job = VideoJobs.NewTranscode(upload.VideoId, span?.Id);
        var video = new NewVideo(upload.VideoId, player, upload.Title, key, upload.Length, sha256);
        if (await StoreAsync(upload, writer, video, decoupled is null ? job : null) is not { } complete) return ErrorCatalogue.UploadLocked;
        if (decoupled is null) _ = bell.RingAsync(job.Priority, job.Id); // never throws; a bell that does not ring is rung by the sweep
        else await decoupled.EnqueueAsync(job, CancellationToken.None);
        UploadTrace.Sent(span, job);
        DeleteAll(segments.Select(segment => segment.Key));
        return complete;
    }

    /// <summary>Null: another has overtaken this writer. The file goes when it is certain that no row names it.</summary>
    private Task<UploadState?> StoreAsync(UploadState upload, Guid writer, NewVideo video, NewJob? job) =>
        uploads.CompleteAsync(upload, writer, video, job, notStored: () => storage.DeleteOriginal(video.OriginalKey));

    /// <summary>All segments in one durable file; its SHA-256, or null when they are no clip.</summary>
    private byte[]? Join(UploadState upload, IReadOnlyList<string> keys, string key)
    {
        using var joined = storage.BeginOriginal(key, upload.Length, options.StorageReserve);
        var buffer = ArrayPool<byte>.Shared.Rent(JoinBuffer);
        try
        {
            var start = new FileStart();
            foreach (var segment in keys)
            {
                using var part = File.OpenHandle(storage.OriginalPath(segment));
                for (long at = 0; RandomAccess.Read(part, buffer, at) is > 0 and var read; at += read)
                {
                    start.Take(new ReadOnlySequence<byte>(buffer, 0, read));
                    joined.Append(buffer.AsSpan(0, read));
                }
            }

            if (!start.IsIsoMedia) return null;

            if (joined.Length != upload.Length) throw new IOException($"the segments of upload {upload.Id} hold {joined.Length} bytes, not {upload.Length}");
            return joined.Commit(time);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What cannot be deleted is left to the sweep: the answer is decided.</summary>
    private void DeleteAll(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            try
            {
                storage.DeleteOriginal(key);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                NotDeleted(key, e.Message);
            }
        }
    }

    private async Task ReleaseAsync(Guid upload, Guid writer)
    {
        try
        {
            await uploads.ReleaseAsync(upload, writer);
        }
        catch (DbException)
        {
            // The lease runs out by itself.
        }
    }

    [LoggerMessage(1401, LogLevel.Warning, "The segment {Key} cannot be deleted, and is left to the sweep: {Reason}")]
    private partial void NotDeleted(string key, string reason);
}
