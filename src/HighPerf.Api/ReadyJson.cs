using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HighPerf.Api;

/// <summary>A successful answer that is the same for everybody, written once.</summary>
internal sealed class ReadyJson : IResult
{
    private readonly byte[] _body;

    private ReadyJson(byte[] body) => _body = body;

    public static ReadyJson Of<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = _body.Length;
        var written = httpContext.Response.BodyWriter.WriteAsync(_body);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }
}
