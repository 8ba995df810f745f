namespace HighPerf.Queue.Processing;

/// <summary>A failure that no retry can mend: the job ends dead at once.</summary>
public sealed class PermanentJobException : Exception
{
    public PermanentJobException() { }

    public PermanentJobException(string message) : base(message) { }

    public PermanentJobException(string message, Exception innerException) : base(message, innerException) { }
}
