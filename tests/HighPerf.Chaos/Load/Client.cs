using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace HighPerf.Chaos.Load;

/// <summary>
/// A client of both APIs. It goes to the other one only when it knows that the first has seen nothing: when no connection was made.
/// Every request has one connection of its own, since the HTTP stack by itself sends a request again whose connection broke before
/// the answer, and then reports what became of the second time. Under attack an API may say 503, and 507 to an upload; any other 5xx is a
/// violation, whatever became of the request.
/// </summary>
internal sealed class Client(IReadOnlyList<Uri> apis, RunLog log)
{
    private const int Rounds = 40;
    private const string UploadPath = "/api/videos/upload";

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <param name="content">Made anew for each try.</param>
    /// <param name="only">The one API to ask, by its index; null: whichever can be reached.</param>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? token = null, Func<HttpContent>? content = null, int? only = null)
    {
        var first = only ?? Random.Shared.Next(apis.Count);
        for (var attempt = 0; attempt < Rounds; attempt++)
        {
            var api = only ?? (first + attempt) % apis.Count;
            using var message = new HttpRequestMessage(method, new Uri(apis[api], path));
            if (token is not null)
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            message.Content = content?.Invoke();
            var connected = false;
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectCallback = ConnectOnceAsync }) { Timeout = Timeout };
            try
            {
                using var response = await http.SendAsync(message);
                var status = (int)response.StatusCode;
                if (status >= 500 && status != 503 && !(status == 507 && path == UploadPath))
                    log.Violation($"{method} {path} was answered {status}");
                return new Answer(status >= 500 ? Certainty.MayBe : Certainty.Answered, status, Parse(await response.Content.ReadAsByteArrayAsync()));
            }
            catch (HttpRequestException) when (!connected)
            {
                if (attempt % apis.Count == apis.Count - 1)
                    await Task.Delay(BetweenRounds);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                return new Answer(Certainty.MayBe, 0, default);
            }

            async ValueTask<Stream> ConnectOnceAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
            {
                if (connected)
                    throw new IOException("The request had its one connection.");
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }

                connected = true;
                return new NetworkStream(socket, ownsSocket: true);
            }
        }

        return new Answer(Certainty.NotSent, 0, default);
    }

    public Task<Answer> GetAsync(string path, string? token = null, int? only = null) => SendAsync(HttpMethod.Get, path, token, only: only);

    public Task<Answer> PostJsonAsync(string path, IReadOnlyDictionary<string, string?> body) => SendAsync(HttpMethod.Post, path, content: () =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } });

    /// <param name="file">Makes the file's bytes anew for each try.</param>
    public Task<Answer> UploadAsync(string token, Func<HttpContent> file, string title) => SendAsync(HttpMethod.Post, UploadPath, token, () =>
    {
        var part = file();
        part.Headers.ContentType = new MediaTypeHeaderValue("video/mp4");
        return new MultipartFormDataContent { { new StringContent(title), "title" }, { part, "video_file", "clip.mp4" } };
    });

    public Task<Answer> VoteAsync(string token, Guid video) =>
        SendAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/public/videos/{video}/vote"), token);

    public Task<Answer> DeleteAsync(string token, Guid video) =>
        SendAsync(HttpMethod.Delete, string.Create(CultureInfo.InvariantCulture, $"/api/videos/{video}"), token);

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
