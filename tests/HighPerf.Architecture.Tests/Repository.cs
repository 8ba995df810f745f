using System.Diagnostics;

namespace HighPerf.Architecture.Tests;

/// <summary>The working copy: its root, and the files that git knows or would take in.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", ".dev", "artifacts", "bin", "obj", "node_modules", "TestResults"];
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    public static string Root { get; } = FindRoot();

    /// <summary>All files, relative to the root, without what is built or installed.</summary>
    public static IReadOnlyList<string> Files => Listed.Value;

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static List<string> List() =>
        Directory.Exists(PathOf(".git")) || File.Exists(PathOf(".git")) ? ListByGit() : [.. Walk(Root)];

    private static List<string> ListByGit()
    {
        var start = new ProcessStartInfo("git", ["-C", Root, "-c", "safe.directory=" + Root, "ls-files", "-z", "-co", "--exclude-standard"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(PathOf(file)))];
    }

    private static IEnumerable<string> Walk(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory))
            yield return Path.GetRelativePath(Root, file);
        foreach (var child in Directory.EnumerateDirectories(directory).Where(child => !NotOurs.Contains(Path.GetFileName(child), StringComparer.Ordinal)))
        {
            foreach (var file in Walk(child))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "HighPerf.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException("HighPerf.sln is in no directory above " + AppContext.BaseDirectory);
    }
}
