namespace HighPerf.Hosting.Secrets;

/// <summary>
/// A directory of files, one for each secret: <c>database-url</c> for <c>DATABASE_URL</c>, or <c>highperf_database-url</c>, as <c>LoadCredential=highperf:DIR</c>
/// calls it (systemd.exec(5)). The files are read anew each time. Whoever changes one puts a new file in its place (rename(2)), so that none is read by half. Line
/// ends at the end of a file are not part of the secret.
/// </summary>
public sealed class DirectoryLayer(string directory) : ISecretLayer
{
    private const string Prefix = "highperf_";
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Name => directory;

    /// <summary>What the file of a secret is called.</summary>
    /// <param name="name">As the environment variable is called.</param>
    public static string FileOf(string name) => name.ToLowerInvariant().Replace('_', '-');

    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        RefuseOpen();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var file = FileOf(name);
            if ((await FindAsync(file, cancellationToken) ?? await FindAsync(Prefix + file, cancellationToken)) is { } text) found.Add(name, text);
        }

        return found;
    }

    /// <summary>Secrets that every user of the machine can read are none.</summary>
    private void RefuseOpen()
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            if ((File.GetUnixFileMode(directory) & Others) != UnixFileMode.None) throw new SecretException($"{directory} is open to every user of this machine: chmod o= {directory}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"{directory} cannot be read: {e.Message}", e);
        }
    }

    private async Task<string?> FindAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var text = (await File.ReadAllTextAsync(Path.Combine(directory, file), cancellationToken)).TrimEnd('\r', '\n');
            return text.Length > 0 ? text : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"{directory}: {file} cannot be read: {e.Message}", e);
        }
    }
}
