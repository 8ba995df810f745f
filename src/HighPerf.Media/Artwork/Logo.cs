using HighPerf.Media.Codecs;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Artwork;

/// <summary>The watermark.</summary>
internal static class Logo
{
    public static Frame Load(ShowcaseArtwork artwork) =>
        StillImage.Decode(artwork.LogoFile is null ? BuiltIn.Read("logo.png") : File.ReadAllBytes(artwork.LogoFile));
}
