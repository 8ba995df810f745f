using HighPerf.Media.Artwork;
using HighPerf.Testing.Servers;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>The built-in logo as a file, for the command line.</summary>
internal static class Logo
{
    private static readonly Lazy<string> File = new(Write);

    public static string Path => File.Value;

    private static string Write()
    {
        var path = System.IO.Path.Combine(TestDirectory.Create("logo").FullPath, "logo.png");
        System.IO.File.WriteAllBytes(path, BuiltIn.Read("logo.png"));
        return path;
    }
}
