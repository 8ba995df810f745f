namespace HighPerf.Hosting.Secrets;

/// <summary>A place that secrets are kept in.</summary>
public interface ISecretLayer
{
    /// <summary>What errors and logs call it.</summary>
    string Name { get; }

    /// <summary>Those of the names that it has, with their values as they are now. An empty value counts as absent.</summary>
    /// <param name="names">As environment variables are called: <c>DATABASE_URL</c>.</param>
    /// <exception cref="SecretException">It cannot be read, or holds something else than secrets.</exception>
    Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
