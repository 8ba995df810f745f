namespace HighPerf.Hosting.Secrets;

/// <summary>A layer of secrets that could not be read. Its message is one line that names the layer, and never repeats a value.</summary>
public sealed class SecretException : Exception
{
    public SecretException() { }

    public SecretException(string message) : base(message) { }

    public SecretException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Whether it may be another answer in a moment, without anybody mending anything: a service that is away.</summary>
    public bool MayPass { get; init; }
}
