using System.Reflection;
using System.Security.Cryptography;

namespace HighPerf.Core.Seeding;

/// <summary>The one small clip and its picture that every seeded key stands for (made by render.sh beside them).</summary>
internal static class SeedClip
{
    public static byte[] Video { get; } = Read("seed.mp4");

    public static byte[] Thumbnail { get; } = Read("seed.jpg");

    public static byte[] Sha256 { get; } = SHA256.HashData(Video);

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
