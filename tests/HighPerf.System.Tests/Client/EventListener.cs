using System.Text.Json;

namespace HighPerf.System.Tests.Client;

/// <summary>A stream of server-sent events (WHATWG HTML, 9.2), event by event.</summary>
public sealed class EventListener(ApiResponse head, Stream body) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StreamReader reader = new(body);

    public ApiResponse Head => head;

    /// <summary>The next event; null at the end of the stream. Comments and other fields are passed over.</summary>
    public async Task<(string Name, string? Id, JsonElement Data)?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        string? name = null, id = null, data = null;
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0 && data is not null)
            {
                using var document = JsonDocument.Parse(data);
                return (name!, id, document.RootElement.Clone());
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        head.Response.Dispose();
        reader.Dispose();
        return body.DisposeAsync();
    }
}
