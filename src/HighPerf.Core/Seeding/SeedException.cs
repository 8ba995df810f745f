namespace HighPerf.Core.Seeding;

/// <summary>The data cannot be made. The message is one line that says what to do.</summary>
public sealed class SeedException : Exception
{
    public SeedException() { }

    public SeedException(string message) : base(message) { }

    public SeedException(string message, Exception innerException) : base(message, innerException) { }
}
