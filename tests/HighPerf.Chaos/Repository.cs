namespace HighPerf.Chaos;

/// <summary>The working copy that this program was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

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
