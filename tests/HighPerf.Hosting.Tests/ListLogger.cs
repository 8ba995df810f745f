using HighPerf.Testing.Servers;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class ListLogger<T> : ILogger<T>
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public Task WaitAsync(int count) => Poll.UntilAsync($"{count} lines are logged", TimeSpan.FromSeconds(30), () => Task.FromResult(Lines.Count >= count));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate) _lines.Add((logLevel, formatter(state, exception)));
    }
}
