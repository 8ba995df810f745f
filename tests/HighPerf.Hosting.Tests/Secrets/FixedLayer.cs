using HighPerf.Hosting.Secrets;

namespace HighPerf.Hosting.Tests.Secrets;

/// <summary>A layer that has what a test puts in it.</summary>
internal sealed class FixedLayer(string name, params (string Name, string Text)[] secrets) : ISecretLayer
{
    public string Name => name;

    public Dictionary<string, string> Secrets { get; } = secrets.ToDictionary(secret => secret.Name, secret => secret.Text, StringComparer.Ordinal);

    public Exception? Fault { get; set; }

    public int Readings { get; private set; }

    public Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        Readings++;
        return Fault is { } fault
            ? Task.FromException<IReadOnlyDictionary<string, string>>(fault)
            : Task.FromResult<IReadOnlyDictionary<string, string>>(
                Secrets.Where(secret => names.Contains(secret.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal));
    }
}
