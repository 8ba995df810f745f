namespace HighPerf.Worker.Commands;

/// <summary>A percentage on standard error: one line that is written over on a terminal, a line every ten percent elsewhere.</summary>
internal sealed class ProgressLine : IProgress<int>
{
    private const int Step = 10;

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private bool _shown;
    private int _next;

    public void Report(int value)
    {
        if (_terminal)
        {
            Console.Error.Write($"\r{value,3} %");
            _shown = true;
            return;
        }

        if (value < _next) return;
        _next = value - (value % Step) + Step;
        Console.Error.WriteLine($"{value} %");
    }

    /// <summary>Takes the line away, for what comes after it.</summary>
    public void Clear()
    {
        if (_shown) Console.Error.Write("\r     \r");
        _shown = false;
    }
}
