using System.Security.Cryptography;

namespace HighPerf.BareApi;

/// <summary>The least that a durable upload is: the body into a file, hashed, on disk; no form, no database.</summary>
internal static class BareUpload
{
    public static async Task AnswerAsync(HttpContext context, string directory)
    {
        var path = Path.Combine(directory, Guid.CreateVersion7().ToString("N"));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, preallocationSize: context.Request.ContentLength ?? 0))
        {
            var pieces = new List<ReadOnlyMemory<byte>>();
            long length = 0;
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync();
                pieces.Clear();
                foreach (var piece in read.Buffer)
                {
                    hash.AppendData(piece.Span);
                    pieces.Add(piece);
                }

                RandomAccess.Write(file, pieces, length);
                length += read.Buffer.Length;
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }

            RandomAccess.FlushToDisk(file);
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsync(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
