using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Client;

/// <summary>A client of the public contract, as plain as one written against the old API.</summary>
public sealed class ApiClient(HttpClient http)
{
    /// <summary>All test players have such an address, so that no log may contain it.</summary>
    public const string EmailDomain = "@jugadores.example";

    /// <summary>All test passwords begin so, for the same reason.</summary>
    public const string PasswordPrefix = "Clave-Secreta-";

    private static readonly TimeSpan ProcessingTimeout = TimeSpan.FromMinutes(8);

    /// <summary>A client that speaks from another address of the loopback network.</summary>
    public static ApiClient From(string baseUrl, IPAddress address) => new(new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri(baseUrl),
    });

    public static string NewEmail() => $"p{Guid.CreateVersion7():N}{EmailDomain}";

    public static string NewPassword() => $"{PasswordPrefix}{Guid.CreateVersion7():N}"[..40];

    public Task<ApiResponse> GetAsync(string path, string? token = null, params (string Name, string Value)[] headers)
    {
        var message = Message(HttpMethod.Get, path, token);
        foreach (var (name, value) in headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return ApiResponse.ReadAsync(http, message);
    }

    /// <summary>Every page of a list, by the links from one to the next.</summary>
    public async Task<IReadOnlyList<ApiResponse>> PagesAsync(string path, string? token = null)
    {
        var pages = new List<ApiResponse>();
        for (var next = path; next is not null; next = pages[^1].Next)
        {
            Assert.True(pages.Count < 1_000, "The list has no end: " + next);
            pages.Add((await GetAsync(next, token)).Expect(HttpStatusCode.OK));
        }

        return pages;
    }

    public Task<ApiResponse> DeleteAsync(string path, string? token = null) =>
        ApiResponse.ReadAsync(http, Message(HttpMethod.Delete, path, token));

    public Task<ApiResponse> PostAsync(string path, HttpContent? content = null, string? token = null)
    {
        var message = Message(HttpMethod.Post, path, token);
        message.Content = content;
        return ApiResponse.ReadAsync(http, message);
    }

    public Task<ApiResponse> PostJsonAsync(string path, object body, string? token = null) =>
        PostAsync(path, JsonContent.Create(body), token);

    public Task<ApiResponse> SendAsync(HttpMethod method, string path, string? token = null) =>
        ApiResponse.ReadAsync(http, Message(method, path, token));

    /// <summary>Listens to server-sent events.</summary>
    public async Task<EventListener> ListenAsync(string path, string? token = null, string? lastEventId = null)
    {
        var message = Message(HttpMethod.Get, path, token);
        if (lastEventId is not null) message.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var (head, body) = await ApiResponse.OpenAsync(http, message);
        return new EventListener(head.Expect(HttpStatusCode.OK), body);
    }

    /// <summary>Any request.</summary>
    public Task<ApiResponse> SendAsync(HttpRequestMessage message) => ApiResponse.ReadAsync(http, message);

    public Task<ApiResponse> VoteAsync(string videoId, string? token) =>
        PostAsync($"/api/public/videos/{videoId}/vote", token: token);

    /// <summary>Signs a new player up and logs in.</summary>
    public async Task<Player> NewPlayerAsync(string? city = "Cali", string firstName = "Ana", string lastName = "Gómez")
    {
        var email = NewEmail();
        var password = NewPassword();
        var signup = await PostJsonAsync("/api/auth/signup", new
        {
            first_name = firstName,
            last_name = lastName,
            email,
            password1 = password,
            password2 = password,
            city,
            country = "Colombia",
        });
        var id = signup.Expect(HttpStatusCode.Created).Json.GetProperty("id").GetString()!;
        var login = await PostJsonAsync("/api/auth/login", new { email, password });
        var token = login.Expect(HttpStatusCode.OK).Json.GetProperty("access_token").GetString()!;
        return new Player(id, firstName, lastName, email, password, city, token);
    }

    /// <summary>The form of an upload, its parts in the given order; the caller gives parts by name.</summary>
    public Task<ApiResponse> UploadAsync(string? token, params (string Name, HttpContent Content, string? FileName)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content, fileName) in parts)
        {
            if (fileName is null)
                form.Add(content, name);
            else
                form.Add(content, name, fileName);
        }

        return PostAsync("/api/videos/upload", form, token);
    }

    public Task<ApiResponse> UploadAsync(string? token, byte[] file, string title, string fileName = "clip.mp4") =>
        UploadAsync(token, ("video_file", Mp4(new ByteArrayContent(file)), fileName), ("title", new StringContent(title), null));

    /// <summary>Uploads a file of the disk and returns the video's id.</summary>
    public async Task<string> UploadedAsync(Player owner, string path, string title)
    {
        await using var file = File.OpenRead(path);
        var response = await UploadAsync(
            owner.Token,
            ("video_file", Mp4(new StreamContent(file)), "clip.mp4"),
            ("title", new StringContent(title), null));
        return response.Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!;
    }

    public async Task<JsonElement> OwnVideoAsync(Player owner, string id) =>
        (await GetAsync("/api/videos/" + id, owner.Token)).Expect(HttpStatusCode.OK).Json;

    /// <summary>Waits until the video is processed or failed, and returns the owner's view of it.</summary>
    public async Task<JsonElement> FinalStateAsync(Player owner, string id, HighPerfStack stack, TimeSpan? timeout = null)
    {
        var last = default(JsonElement);
        var final = await Poll.UntilAsync(
            $"video {id} is processed or failed",
            timeout ?? ProcessingTimeout,
            async () =>
            {
                last = await OwnVideoAsync(owner, id);
                return last.GetProperty("status").GetString() is "processed" or "failed" ? (object)last : null;
            },
            () => last + stack.Worker.Describe("did not finish it"));
        return (JsonElement)final;
    }

    private static T Mp4<T>(T content)
        where T : HttpContent
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("video/mp4");
        return content;
    }

    private static HttpRequestMessage Message(HttpMethod method, string path, string? token)
    {
        var message = new HttpRequestMessage(method, path);
        if (token is not null)
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return message;
    }
}
