namespace HighPerf.Media.Artwork;

/// <summary>The artwork that is part of the program: PNG files of this folder, rendered from its SVG files by render.sh.</summary>
internal static class BuiltIn
{
    public static byte[] Read(string name)
    {
        using var stream = typeof(BuiltIn).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
