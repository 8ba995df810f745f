using System.Buffers;
using System.Text;
using System.Threading.RateLimiting;

namespace HighPerf.Api.Live;

/// <summary>An answer of server-sent events (WHATWG HTML, 9.2): written as they come, buffered by nobody.</summary>
internal sealed class EventStream(HttpContext context, EventStreams streams, RateLimitLease place) : IDisposable
{
    private static readonly ReadOnlyMemory<byte> s_opening = "retry: 2000\n\n"u8.ToArray(); // ms until a client that was cut comes back
    private static readonly ReadOnlyMemory<byte> s_signOfLife = ":\n\n"u8.ToArray();

    /// <summary>Its address has not had its share.</summary>
    public bool HasPlace => place.IsAcquired;

    /// <summary>The id of the last event that the client has, when it comes back.</summary>
    public string? LastEventId => context.Request.Headers["Last-Event-ID"];

    public async Task BeginAsync()
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx: ngx_http_proxy_module
        await response.BodyWriter.WriteAsync(s_opening);
    }

    /// <summary>An event as it goes over the wire.</summary>
    /// <param name="name">Its type.</param>
    /// <param name="id">What the client repeats when it comes back, or null.</param>
    /// <param name="json">Its data: one line of JSON.</param>
    public static byte[] Format(string name, string? id, ReadOnlySpan<byte> json)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length + 128);
        Encoding.UTF8.GetBytes($"event: {name}\n{(id is null ? "" : $"id: {id}\n")}data: ", buffer);
        buffer.Write(json);
        buffer.Write("\n\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>False when the client is gone.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> serverEvent) =>
        !(await context.Response.BodyWriter.WriteAsync(serverEvent)).IsCompleted && !context.RequestAborted.IsCancellationRequested;

    public ValueTask<bool> SignOfLifeAsync() => SendAsync(s_signOfLife);

    public void Dispose()
    {
        place.Dispose();
        streams.Closed();
    }
}
