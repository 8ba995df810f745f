using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using HighPerf.System.Tests.Contract;

namespace HighPerf.System.Tests.Client;

/// <summary>An answer of the API, read to its end, with assertions whose failure shows all of it.</summary>
public sealed class ApiResponse
{
    private readonly string request;

    private ApiResponse(string request, HttpResponseMessage response, byte[] body)
    {
        this.request = request;
        Response = response;
        Body = body;
    }

    /// <summary>Status and headers.</summary>
    public HttpResponseMessage Response { get; }

    /// <summary>As it is once what <c>Content-Encoding</c> says is undone.</summary>
    public byte[] Body { get; }

    public HttpStatusCode Status => Response.StatusCode;

    public string Text => Encoding.UTF8.GetString(Body);

    public string? MediaType => Response.Content.Headers.ContentType?.MediaType;

    public JsonElement Json
    {
        get
        {
            try
            {
                using var document = JsonDocument.Parse(Body);
                return document.RootElement.Clone();
            }
            catch (JsonException exception)
            {
                throw new InvalidOperationException("The body is not JSON. " + this, exception);
            }
        }
    }

    /// <summary>Sends, reads to the end, and holds the answer against the contract: the one way that a request of a test takes.</summary>
    public static async Task<ApiResponse> ReadAsync(HttpClient client, HttpRequestMessage message)
    {
        using var response = await client.SendAsync(message);
        var answer = new ApiResponse($"{message.Method} {message.RequestUri}", response, await BodyAsync(response.Content));
        await ContractCheck.CheckAsync(message, answer);
        return answer;
    }

    /// <summary>The same for an answer that has no end: its head, and the body as it comes. Dispose of the body.</summary>
    public static async Task<(ApiResponse Head, Stream Body)> OpenAsync(HttpClient client, HttpRequestMessage message)
    {
        var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        var body = await response.Content.ReadAsStreamAsync();
        var head = new ApiResponse($"{message.Method} {message.RequestUri}", response, response.IsSuccessStatusCode ? [] : await response.Content.ReadAsByteArrayAsync());
        await ContractCheck.CheckAsync(message, head);
        return (head, body);
    }

    /// <summary>The value of a header of the response or of its content, or null.</summary>
    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    /// <summary>Where the list goes on (RFC 8288), or null on its last page.</summary>
    public string? Next => Header("Link") is { } link ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;

    /// <summary>Asserts the status; returns this.</summary>
    public ApiResponse Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status} {status}. {this}");
        return this;
    }

    public override string ToString()
    {
        var headers = string.Concat(Response.Headers.Concat(Response.Content.Headers)
            .Select(header => $"  {header.Key}: {string.Join(", ", header.Value)}\n"));
        var body = Text.Length > 2_000 ? Text[..2_000] + "…" : Text;
        return $"{request} answered {(int)Status} {Status}\n{headers}\n{body}";
    }

    private static async Task<byte[]> BodyAsync(HttpContent content)
    {
        if (!content.Headers.ContentEncoding.Contains("gzip", StringComparer.Ordinal)) return await content.ReadAsByteArrayAsync();
        await using var gzip = new GZipStream(await content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var body = new MemoryStream();
        await gzip.CopyToAsync(body);
        return body.ToArray();
    }
}
