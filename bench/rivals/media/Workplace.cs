using System.Security.Cryptography;
using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace;

/// <summary>The folder that everything is made in.</summary>
internal sealed class Workplace
{
    public Workplace(string directory)
    {
        Root = Path.GetFullPath(directory);
        Directory.CreateDirectory(Root);
        Art = Artwork.Unpack(In("art"));
        ArtHash = Recipe.Hash(string.Concat(
            Directory.GetFiles(Art, "*.png").Order(StringComparer.Ordinal).Select(file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))))));
    }

    public string Root { get; }

    public string Art { get; }

    /// <summary>Of all its pictures.</summary>
    public string ArtHash { get; }

    public string Sources => In("sources");

    public string Logo => Path.Combine(Art, "logo.png");

    /// <summary>A folder of this name; it exists.</summary>
    public string In(string name)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(path);
        return path;
    }
}
