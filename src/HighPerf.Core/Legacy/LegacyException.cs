namespace HighPerf.Core.Legacy;

/// <summary>The old system cannot be imported as it is. The message is one line that says what to do.</summary>
public sealed class LegacyException : Exception
{
    public LegacyException() { }

    public LegacyException(string message) : base(message) { }

    public LegacyException(string message, Exception innerException) : base(message, innerException) { }
}
