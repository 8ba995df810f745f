using System.Xml.Linq;

namespace HighPerf.Testing;

/// <summary>
/// The Native AOT programs under test, in <c>artifacts/publish</c>. There they must be newer than the sources they are made of;
/// a directory named by <c>HIGHPERF_BIN_DIR</c> is taken as it is (whoever sets it vouches for it, as <c>./dev test</c> does
/// after comparing contents).
/// </summary>
public static class PublishedPrograms
{
    private static readonly string? GivenDirectory = Environment.GetEnvironmentVariable("HIGHPERF_BIN_DIR") is { Length: > 0 } given ? given : null;

    public static string Api => Locate("highperf-api", "src/HighPerf.Api");

    public static string Worker => Locate("highperf-worker", "src/HighPerf.Worker");

    public static string Ctl => Locate("hpctl", "src/HighPerf.Ctl");

    public static string Load => Locate("hpload", "load/HighPerf.Load");

    private static string Locate(string name, string project)
    {
        var path = Path.Combine(GivenDirectory ?? Path.Combine(Repository.Root, "artifacts", "publish"), name);
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path} is missing: run ./dev up");
        if (GivenDirectory is null && StaleAgainst(path, project) is { } source)
            throw new InvalidOperationException($"{name} is older than {source}: run ./dev up");
        return path;
    }

    /// <summary>The first source of the program that is newer than it is, or null.</summary>
    private static string? StaleAgainst(string program, string project)
    {
        var built = File.GetLastWriteTimeUtc(program);
        var stamp = Path.Combine(Path.GetDirectoryName(program)!, "symbols", Path.GetFileName(program) + ".stamp");
        if (File.Exists(stamp) && File.GetLastWriteTimeUtc(stamp) > built)
            built = File.GetLastWriteTimeUtc(stamp);

        return Closure(project)
            .SelectMany(directory => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            .Where(file => !IsBuildOutput(file))
            .FirstOrDefault(file => File.GetLastWriteTimeUtc(file) > built) is { } newer
            ? Path.GetRelativePath(Repository.Root, newer)
            : null;
    }

    private static bool IsBuildOutput(string file) =>
        Path.GetRelativePath(Repository.Root, file).Split('/').Any(part => part is "bin" or "obj" or "node_modules");

    /// <summary>The directories of the project and of all that it references.</summary>
    private static HashSet<string> Closure(string project)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>([project]);
        while (pending.TryPop(out var path))
        {
            var directory = Path.GetFullPath(Path.Combine(Repository.Root, path));
            if (!directories.Add(directory))
                continue;
            foreach (var reference in XDocument.Load(Path.Combine(directory, Path.GetFileName(directory) + ".csproj")).Descendants("ProjectReference"))
                pending.Push(Path.Combine(directory, Path.GetDirectoryName(reference.Attribute("Include")!.Value.Replace('\\', '/'))!));
        }

        return directories;
    }
}
