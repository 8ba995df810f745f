using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace HighPerf.Chaos;

/// <summary>What the run says, with the time since its start, on the console and in <c>run.log</c>; and what it saw that must not be.</summary>
internal sealed class RunLog(string path) : IDisposable
{
    private readonly StreamWriter file = new(path) { AutoFlush = true };
    private readonly Stopwatch elapsed = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly ConcurrentQueue<string> violations = new();

    public TimeSpan Elapsed => elapsed.Elapsed;

    /// <summary>Seen while the system was under attack, in order.</summary>
    public IReadOnlyCollection<string> Violations => violations;

    public void Say(string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{elapsed.Elapsed.TotalSeconds,7:0.0} s  {text}");
        lock (gate)
        {
            Console.WriteLine(line);
            file.WriteLine(line);
        }
    }

    public void Violation(string text)
    {
        violations.Enqueue(text);
        Say("VIOLATION  " + text);
    }

    public void Dispose() => file.Dispose();
}
