namespace HighPerf.Hosting.Secrets;

/// <summary>The environment, the last layer: it cannot change while the program runs, and every process of the same user can read it (proc_pid_environ(5)).</summary>
internal sealed class EnvironmentLayer(Func<string, string?> environment) : ISecretLayer
{
    public string Name => "the environment";

    public Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (environment(name) is { Length: > 0 } text) found.Add(name, text);
        }

        return Task.FromResult<IReadOnlyDictionary<string, string>>(found);
    }
}
