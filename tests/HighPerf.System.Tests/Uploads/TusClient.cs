using System.Globalization;
using System.Net;
using System.Text;
using HighPerf.System.Tests.Client;

namespace HighPerf.System.Tests.Uploads;

/// <summary>The requests of the tus protocol as its text writes them, one by one.</summary>
internal sealed class TusClient(ApiClient client, string? token)
{
    public const string Uploads = "/api/uploads";
    public const string OffsetBytes = "application/offset+octet-stream";

    public Task<ApiResponse> CreateAsync(long length, string? title = "Mi mejor tiro", byte[]? first = null, params (string Name, string Value)[] headers) => SendAsync(
        HttpMethod.Post, Uploads, first,
        [
            ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)),
            .. title is null ? [] : ((string, string)[])[("Upload-Metadata", $"filename {Base64("clip.mp4")},title {Base64(title)}")],
            .. headers,
        ]);

    /// <summary>Creates an upload; the path of it.</summary>
    public async Task<string> CreatedAsync(long length, byte[]? first = null) =>
        new Uri((await CreateAsync(length, first: first)).Expect(HttpStatusCode.Created).Header("Location")!).AbsolutePath;

    public Task<ApiResponse> PatchAsync(string upload, long offset, byte[] bytes, params (string Name, string Value)[] headers) => SendAsync(
        HttpMethod.Patch, upload, bytes, [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);

    public Task<ApiResponse> HeadAsync(string upload) => SendAsync(HttpMethod.Head, upload, null);

    public Task<ApiResponse> DeleteAsync(string upload) => SendAsync(HttpMethod.Delete, upload, null);

    public Task<ApiResponse> SendAsync(HttpMethod method, string path, byte[]? body, params (string Name, string Value)[] headers)
    {
        var message = new HttpRequestMessage(method, path);
        if (token is not null) message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        if (headers.All(header => header.Name != "Tus-Resumable")) message.Headers.TryAddWithoutValidation("Tus-Resumable", "1.0.0");
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", headers.FirstOrDefault(header => header.Name == "Content-Type").Value ?? OffsetBytes);
        }

        foreach (var (name, value) in headers.Where(header => header.Name != "Content-Type")) message.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(message);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
