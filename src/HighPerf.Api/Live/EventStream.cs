using System.Buffers;
using System.Text;

namespace HighPerf.Api.Live;

/// <summary>An answer of server-sent events (WHATWG HTML, 9.2): written as they come, buffered by nobody.</summary>
internal sealed class EventStream
{
    private static readonly ReadOnlyMemory<byte> s_opening = "retry: 2000\n\n"u8.ToArray(); // ms until a client that was cut comes back
    private static readonly ReadOnlyMemory<byte> s_signOfLife = ":\n\n"u8.ToArray();

    private readonly HttpContext _context;

    private EventStream(HttpContext context) => _context = context;

    /// <summary>The id of the last event that the client has, when it comes back.</summary>
    public string? LastEventId => _context.Request.Headers["Last-Event-ID"];

    public static async Task<EventStream> OpenAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx: ngx_http_proxy_module
        await response.BodyWriter.WriteAsync(s_opening);
        return new EventStream(context);
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
        !(await _context.Response.BodyWriter.WriteAsync(serverEvent)).IsCompleted && !_context.RequestAborted.IsCancellationRequested;

    public ValueTask<bool> SignOfLifeAsync() => SendAsync(s_signOfLife);
}
