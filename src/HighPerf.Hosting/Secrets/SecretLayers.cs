namespace HighPerf.Hosting.Secrets;

/// <summary>The places that secrets are looked for in, the first of which counts most.</summary>
public sealed class SecretLayers(IReadOnlyList<ISecretLayer> layers)
{
    /// <summary>All of them, read anew. One that cannot be read is an error and not an empty one: what is below it must not be taken instead.</summary>
    /// <exception cref="SecretException">One of them cannot be read.</exception>
    public async Task<SecretValues> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var read = new List<(string Layer, IReadOnlyDictionary<string, string> Values)>(layers.Count);
        foreach (var layer in layers) read.Add((layer.Name, await layer.ReadAsync(names, cancellationToken)));
        return new SecretValues(read);
    }
}
