using System.Globalization;
using System.Net;
using System.Text;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Feeds;

/// <summary>A server that is wrong on purpose: it says what it was told to, or nothing at all.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, (int Status, string Body)?> _answer;

    /// <param name="answer">Of each path with its query; null: none, ever.</param>
    public CannedServer(Func<string, (int Status, string Body)?> answer)
    {
        _answer = answer;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}/"));
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>Set when the first request is there.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Asked.TrySetResult();
                if (_answer(context.Request.Url!.PathAndQuery) is not var (status, body)) continue;
                context.Response.StatusCode = status;
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed: the test is over.
        }
    }
}
