namespace HighPerf.MediaRace;

/// <summary>The race cannot go on; the message says why to whoever started it.</summary>
internal sealed class RaceException : InvalidOperationException
{
    public RaceException()
    {
    }

    public RaceException(string message)
        : base(message)
    {
    }

    public RaceException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
