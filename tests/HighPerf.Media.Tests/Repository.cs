namespace HighPerf.Media.Tests;

/// <summary>The working copy that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "HighPerf.sln"))) return folder.FullName;
        throw new InvalidOperationException($"HighPerf.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
