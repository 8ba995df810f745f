namespace HighPerf.Core.Errors;

/// <summary>Not now: a bound was reached, or what became of a write is not known. The caller may come back (503).</summary>
public sealed class UnavailableException : Exception
{
    public UnavailableException() { }

    public UnavailableException(string message) : base(message) { }

    public UnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
