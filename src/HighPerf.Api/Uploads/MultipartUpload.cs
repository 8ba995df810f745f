using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using HighPerf.Core.Errors;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace HighPerf.Api.Uploads;

/// <summary>
/// Reads a multipart/form-data body (RFC 7578) part by part, in any order, straight to disk: the file is counted, hashed and sniffed as
/// it flows and is never in memory.
/// </summary>
internal sealed class MultipartUpload(LocalStorage storage, long maxFileBytes, long reserve)
{
    /// <summary>Most that a body holds beside the file: part headers, title, boundaries.</summary>
    public const long MaxOverhead = 64 * 1024;

    private const int BufferSize = 256 * 1024;
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
        var reader = new MultipartReader(boundary.Value!, request.Body, BufferSize);
        IncomingFile? file = null;
        string? title = null;
        try
        {
            var parts = 0;
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (++parts > MaxParts) return ErrorCatalogue.MalformedRequest;
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                switch (HeaderUtilities.RemoveQuotes(disposition.Name).Value)
                {
                    case "title" when title is null:
                        title = await ReadTitleAsync(section.Body, cancellationToken);
                        break;
                    case "video_file" when file is null:
                        file = storage.BeginUpload(videoId, LongestFile(request.ContentLength), reserve);
                        if (await ReadFileAsync(section.Body, file, cancellationToken) is { } refusal) return refusal;
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
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException || IsTruncated(e))
        {
            return ErrorCatalogue.MalformedRequest;
        }
        finally
        {
            file?.Dispose();
        }
    }

    public static bool IsTitle([NotNullWhen(true)] string? title) => title is not null && title.EnumerateRunes().Count() is > 0 and <= 255 && !title.Any(char.IsControl);

    /// <summary>MultipartReader's word for a body that ends before its last boundary.</summary>
    private static bool IsTruncated(Exception e) => e is IOException and not BadHttpRequestException && e.HResult == new IOException().HResult;

    private long? LongestFile(long? contentLength) => contentLength is { } length ? Math.Min(length, maxFileBytes) : null;

    private async Task<Error?> ReadFileAsync(Stream part, IncomingFile file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var sniffed = false;
            int filled;
            while ((filled = await part.ReadAtLeastAsync(buffer, FileSignature.Length, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                if (!sniffed && !FileSignature.IsIsoMedia(buffer.AsSpan(0, filled))) return ErrorCatalogue.NotMp4;
                sniffed = true;
                if (file.Length + filled > maxFileBytes) return ErrorCatalogue.FileTooLarge;
                file.Append(buffer.AsSpan(0, filled));
            }

            return sniffed ? null : ErrorCatalogue.FileEmpty;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<string> ReadTitleAsync(Stream part, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxTitleBytes];
        var filled = await part.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (filled == buffer.Length) return new string('…', 256); // no title has so many bytes: too long, whatever it says
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, filled).Trim();
    }
}
