namespace HighPerf.Hosting.Secrets;

/// <summary>What the layers had when they were read, in the order in which they count.</summary>
public sealed class SecretValues(IReadOnlyList<(string Layer, IReadOnlyDictionary<string, string> Values)> layers)
{
    /// <summary>The names of the layers that were asked.</summary>
    public IEnumerable<string> Layers => layers.Select(layer => layer.Layer);

    /// <summary>The first layer that has any of the names decides, and in it the first of the names; null when none has.</summary>
    public SecretValue? Find(IReadOnlyCollection<string> names)
    {
        foreach (var (layer, values) in layers)
        {
            foreach (var name in names)
            {
                if (values.TryGetValue(name, out var text)) return new SecretValue(name, layer, text);
            }
        }

        return null;
    }
}
