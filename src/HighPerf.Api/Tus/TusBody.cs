using System.Buffers;
using System.IO.Pipelines;
using HighPerf.Core.Errors;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using Microsoft.AspNetCore.Connections;

namespace HighPerf.Api.Tus;

/// <summary>One request's bytes on their way to disk.</summary>
/// <param name="file">Where they go.</param>
/// <param name="first">They are the first of the upload.</param>
/// <param name="room">How many the upload still takes.</param>
/// <param name="checksum">What the client says of them, or null.</param>
internal sealed class TusBody(IncomingFile file, bool first, long room, TusChecksum? checksum)
{
    private readonly FileStart _start = new();
    private bool _whole;

    /// <summary>Copies until the body ends or breaks off, cannot be a clip, is one byte too long, or the token says so.</summary>
    public async Task CopyAsync(PipeReader body, CancellationToken stop)
    {
        await using var stopping = stop.UnsafeRegister(static pipe => ((PipeReader)pipe!).CancelPendingRead(), body); // a read that a token ends leaves the body unreadable
        try
        {
            while (!_whole && file.Length <= room && MayBeginClip)
            {
                var read = await body.ReadAsync(CancellationToken.None);
                try
                {
                    if (!read.Buffer.IsEmpty) Take(read.Buffer);
                }
                finally
                {
                    body.AdvanceTo(read.Buffer.End);
                }

                _whole = read.IsCompleted;
                if (read.IsCanceled) return;
            }
        }
        catch (Exception e) when (e is ConnectionResetException or BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge })
        {
            // What has come counts: the client goes on from there.
        }
    }

    /// <summary>Why none of it counts, or null.</summary>
    public Error? Refusal()
    {
        if (file.Length > room) return ErrorCatalogue.MoreThanAnnounced;
        return checksum is not null && !(_whole && checksum.Matches()) ? ErrorCatalogue.ChecksumMismatch : null;
    }

    /// <summary>Of the first bytes of an upload: whether they can begin a clip; so few that nobody knows can, unless they are all.</summary>
    public bool MayBeginClip => !first || (_start.IsKnown ? _start.IsIsoMedia : file.Length < room);

    private void Take(in ReadOnlySequence<byte> bytes)
    {
        _start.Take(bytes);
        file.Append(bytes);
        if (checksum is null) return;
        foreach (var piece in bytes) checksum.Append(piece.Span);
    }
}
