namespace HighPerf.Core.Legacy;

/// <summary>One old file cannot be read to its end; that is its video's problem and nobody else's.</summary>
internal sealed class LegacyFileException : Exception
{
    public LegacyFileException() { }

    public LegacyFileException(string message) : base(message) { }

    public LegacyFileException(string message, Exception innerException) : base(message, innerException) { }
}
