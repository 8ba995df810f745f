using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Tracing;

/// <summary>A collector as far as a test needs one: takes what is sent by OTLP over HTTP, and answers that all is well.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private const string Protobuf = "application/x-protobuf";

    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<(string Path, string? Type, byte[] Body)> requests = new();

    public OtlpReceiver()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}");
        listener.Prefixes.Add(Url + "/");
        listener.Start();
        _ = ServeAsync();
    }

    /// <summary>What <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set to.</summary>
    public string Url { get; }

    /// <summary>All that has come so far, in the order it came.</summary>
    public IReadOnlyList<ReceivedSpan> Spans()
    {
        var spans = new List<ReceivedSpan>();
        foreach (var (path, type, body) in requests)
        {
            Assert.Equal(("/v1/traces", Protobuf), (path, type ?? ""));
            spans.AddRange(OtlpTraces.Read(body));
        }

        return spans;
    }

    /// <summary>Waits for a span of this name, and returns all that has come.</summary>
    public Task<IReadOnlyList<ReceivedSpan>> WaitForAsync(params string[] names) => Poll.UntilAsync(
        $"spans {string.Join(", ", names)}",
        TimeSpan.FromSeconds(30), // they are sent each five seconds
        () => Task.FromResult(Spans() is var spans && names.All(name => spans.Any(span => span.Name == name)) ? spans : null),
        () => "There are: " + string.Join(", ", Spans().Select(span => $"{span.Service} {span.Name}")));

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                requests.Enqueue((context.Request.Url!.AbsolutePath, context.Request.ContentType, body.ToArray()));
                context.Response.ContentType = Protobuf;
                context.Response.ContentLength64 = 0; // an empty ExportTraceServiceResponse: all were taken
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed: the test is over.
        }
    }
}
