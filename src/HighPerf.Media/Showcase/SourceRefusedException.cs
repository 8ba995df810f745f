namespace HighPerf.Media.Showcase;

/// <summary>Ends the work on a clip that is refused, from however deep; never leaves the pipeline.</summary>
internal sealed class SourceRefusedException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
