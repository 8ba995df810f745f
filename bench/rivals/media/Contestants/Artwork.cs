using System.Reflection;

namespace HighPerf.MediaRace.Contestants;

/// <summary>The product's pictures, as files.</summary>
internal static class Artwork
{
    public static string Unpack(string directory)
    {
        var assembly = Assembly.GetExecutingAssembly();
        Directory.CreateDirectory(directory);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".png", StringComparison.Ordinal)))
        {
            using var picture = assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(Path.Combine(directory, name));
            picture.CopyTo(file);
        }
        return directory;
    }
}
