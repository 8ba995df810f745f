using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using HighPerf.Core.Errors;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using Microsoft.Net.Http.Headers;

namespace HighPerf.Api.Uploads;

/// <summary>
/// Takes a multipart/form-data body (RFC 7578) part by part, in any order, straight to disk: the file is counted, hashed and sniffed as
/// it flows, and of it no more is in memory than the connection's own buffers.
/// </summary>
internal sealed class MultipartUpload(LocalStorage storage, long maxFileBytes, long reserve)
{
    /// <summary>Most that a body holds beside the file: part headers, title, boundaries.</summary>
    public const long MaxOverhead = 64 * 1024;

    private const int MaxTitleBytes = 4 * 1024;
    private const int MaxParts = 16;

    /// <summary>The file (uncommitted) and its title, or why not.</summary>
    public async Task<Outcome<ReceivedUpload>> ReceiveAsync(HttpRequest request, Guid videoId, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return ErrorCatalogue.UnsupportedMediaType;
        }

        if (HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 70 } boundary) return ErrorCatalogue.MalformedRequest;
        var body = new MultipartBody(request.BodyReader, boundary.Value!);
        IncomingFile? file = null;
        string? title = null;
        try
        {
            var parts = 0;
            while (await body.NextAsync(cancellationToken) is { } header)
            {
                if (++parts > MaxParts) return ErrorCatalogue.MalformedRequest;
                if (!ContentDispositionHeaderValue.TryParse(header, out var disposition)) continue;
                switch (HeaderUtilities.RemoveQuotes(disposition.Name).Value)
                {
                    case "title" when title is null:
                        title = await ReadTitleAsync(body, cancellationToken);
                        break;
                    case "video_file" when file is null:
                        file = storage.BeginUpload(videoId, LongestFile(request.ContentLength), reserve);
                        if (await ReadFileAsync(body, file, cancellationToken) is { } refusal) return refusal;
                        break;
                }
            }

            if (file is null) return ErrorCatalogue.MissingPart with { Detail = "Falta el archivo de video (video_file)." };
            if (title is null) return ErrorCatalogue.MissingPart with { Detail = "Falta el título del video (title)." };
            if (!IsTitle(title))
            {
                return ErrorCatalogue.InvalidField with { Detail = "El título debe tener entre 1 y 255 caracteres." };
            }

            var received = new ReceivedUpload(file, title);
            file = null;
            return received;
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            return ErrorCatalogue.MalformedRequest;
        }
        finally
        {
            file?.Dispose();
        }
    }

    public static bool IsTitle([NotNullWhen(true)] string? title) => title is not null && title.EnumerateRunes().Count() is > 0 and <= 255 && !title.Any(char.IsControl);

    private long? LongestFile(long? contentLength) => contentLength is { } length ? Math.Min(length, maxFileBytes) : null;

    private async Task<Error?> ReadFileAsync(MultipartBody part, IncomingFile file, CancellationToken cancellationToken)
    {
        var start = new FileStart();
        while (await part.ReadAsync(cancellationToken) is { IsEmpty: false } bytes)
        {
            try
            {
                start.Take(bytes);
                if (start.IsKnown && !start.IsIsoMedia) return ErrorCatalogue.NotMp4;
                if (file.Length + bytes.Length > maxFileBytes) return ErrorCatalogue.FileTooLarge.Naming(maxFileBytes);
                file.Append(bytes);
            }
            finally
            {
                part.Advance();
            }
        }

        if (start.Length == 0) return ErrorCatalogue.FileEmpty;
        return start.IsIsoMedia ? null : ErrorCatalogue.NotMp4;
    }

    private static async Task<string> ReadTitleAsync(MultipartBody part, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxTitleBytes];
        var filled = 0;
        while (await part.ReadAsync(cancellationToken) is { IsEmpty: false } bytes)
        {
            var taken = (int)Math.Min(bytes.Length, buffer.Length - filled);
            bytes.Slice(0, taken).CopyTo(buffer.AsSpan(filled));
            filled += taken;
            part.Advance();
        }

        if (filled == buffer.Length) return new string('…', 256); // no title has so many bytes: too long, whatever it says
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, filled).Trim();
    }
}
