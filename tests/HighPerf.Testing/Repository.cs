namespace HighPerf.Testing;

/// <summary>The working copy that these tests were built from.</summary>
public static class Repository
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
