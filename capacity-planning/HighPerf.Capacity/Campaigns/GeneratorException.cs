namespace HighPerf.Capacity.Campaigns;

/// <summary>No run of a plan was valid: the generator, or the machine it is on, cannot make this load.</summary>
internal sealed class GeneratorException : InvalidOperationException
{
    public GeneratorException()
    {
    }

    public GeneratorException(string message)
        : base(message)
    {
    }

    public GeneratorException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
