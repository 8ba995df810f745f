using HighPerf.MediaRace.Contestants;

namespace HighPerf.MediaRace;

/// <summary>The folder that everything is made in.</summary>
internal sealed class Workplace
{
    public Workplace(string directory)
    {
        Root = Path.GetFullPath(directory);
        Directory.CreateDirectory(Root);
        Art = Artwork.Unpack(In("art"));
    }

    public string Root { get; }

    public string Art { get; }

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
