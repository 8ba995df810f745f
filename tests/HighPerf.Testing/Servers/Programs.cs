using System.Globalization;

namespace HighPerf.Testing.Servers;

/// <summary>Finds the programs that tests start: on the PATH, or in the newest PostgreSQL installation of the distribution.</summary>
public static class Programs
{
    /// <summary>The full path of <paramref name="name"/>, or an exception that says what to install.</summary>
    public static string Find(string name) =>
        TryFind(name) ?? throw new InvalidOperationException($"The program '{name}' was not found on the PATH; the tests need it.");

    public static string? TryFind(string name)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/local/sbin", "/usr/sbin", "/sbin"])
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>
    /// A PostgreSQL server program, version 15 or newer: of the directory that <c>HIGHPERF_POSTGRES_BIN</c> names, or the newest there is.
    /// Debian keeps them out of the PATH, one directory a version.
    /// </summary>
    public static string FindPostgres(string name)
    {
        if (Environment.GetEnvironmentVariable("HIGHPERF_POSTGRES_BIN") is { Length: > 0 } given)
            return Path.Combine(given, name);
        const string Versions = "/usr/lib/postgresql";
        if (Directory.Exists(Versions))
        {
            var newest = Directory.GetDirectories(Versions)
                .Select(directory => (Version: int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var v) ? v : 0, Directory: directory))
                .Where(candidate => candidate.Version >= 15 && File.Exists(Path.Combine(candidate.Directory, "bin", name)))
                .OrderByDescending(candidate => candidate.Version)
                .FirstOrDefault();
            if (newest.Directory is not null)
                return Path.Combine(newest.Directory, "bin", name);
        }

        return Find(name);
    }
}
