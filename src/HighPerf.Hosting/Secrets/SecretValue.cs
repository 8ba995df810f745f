namespace HighPerf.Hosting.Secrets;

/// <summary>A secret and where it was found. No record: those print what is in them.</summary>
/// <param name="name">Which of its names it was found by.</param>
/// <param name="layer">The layer's name, for errors.</param>
public sealed class SecretValue(string name, string layer, string text)
{
    public string Name => name;

    public string Layer => layer;

    public string Text => text;
}
