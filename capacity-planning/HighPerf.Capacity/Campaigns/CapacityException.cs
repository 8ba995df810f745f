namespace HighPerf.Capacity.Campaigns;

/// <summary>A campaign or a report cannot be made; the message says why to whoever started it.</summary>
internal sealed class CapacityException : InvalidOperationException
{
    public CapacityException()
    {
    }

    public CapacityException(string message)
        : base(message)
    {
    }

    public CapacityException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
