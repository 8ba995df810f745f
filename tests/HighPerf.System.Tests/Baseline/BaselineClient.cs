using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace HighPerf.System.Tests.Baseline;

/// <summary>A client of the old system in small.</summary>
internal sealed class BaselineClient(string url) : IDisposable
{
    // unchecked: it breaks the contract where the old system did
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url) };

    public Task<BaselineAnswer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, null, token);

    public Task<BaselineAnswer> PostAsync(string path, HttpContent? content = null, string? token = null) => SendAsync(HttpMethod.Post, path, content, token);

    public Task<BaselineAnswer> PostJsonAsync(string path, object body) => PostAsync(path, JsonContent.Create(body));

    public Task<byte[]> DownloadAsync(string address) => _http.GetByteArrayAsync(new Uri(address));

    public async Task<bool> AnswersAsync()
    {
        try
        {
            return (await GetAsync("/health")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<BaselineAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, string? token)
    {
        using var message = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(message);
        return new BaselineAnswer(response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
