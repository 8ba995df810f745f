using System.IO.Pipelines;
using System.Text;
using HighPerf.Api.Uploads;
using Microsoft.AspNetCore.WebUtilities;

namespace HighPerf.Bench.Cases;

/// <summary>A multipart body of a megabyte through ours, and through the framework's reader.</summary>
internal static class UploadCases
{
    private const string Boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private static readonly byte[] s_body = Body();

    public static IEnumerable<HotCase> All =>
    [
        new("multipart, ours", () => () => OursAsync().GetAwaiter().GetResult()),
        new("multipart, the framework's", () => () => TheirsAsync().GetAwaiter().GetResult()),
    ];

    private static async Task OursAsync()
    {
        var body = new MultipartBody(PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(s_body)), Boundary);
        long length = 0;
        while (await body.NextAsync(default) is not null)
        {
            while (await body.ReadAsync(default) is { IsEmpty: false } bytes)
            {
                length += bytes.Length;
                body.Advance();
            }
        }

        if (length < 1 << 20) throw new InvalidOperationException();
    }

    private static async Task TheirsAsync()
    {
        var reader = new MultipartReader(Boundary, new MemoryStream(s_body), 256 * 1024);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(256 * 1024);
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            while (await section.Body.ReadAsync(buffer) > 0)
            {
                // On to its end.
            }
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
    }

    private static byte[] Body()
    {
        var file = new byte[1 << 20];
        new Random(3).NextBytes(file);
        return
        [
            .. Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nTriple\r\n--{Boundary}\r\nContent-Disposition: form-data; name=\"video_file\"; filename=\"clip.mp4\"\r\nContent-Type: video/mp4\r\n\r\n"),
            .. file,
            .. Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n"),
        ];
    }
}
