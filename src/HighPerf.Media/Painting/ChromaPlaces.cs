using HighPerf.Media.Showcase;

namespace HighPerf.Media.Painting;

/// <summary>Where chroma lies, in the words of libav's scale filter, which takes it to lie in the middle unless it is told.</summary>
internal static class ChromaPlaces
{
    // ChromaSite.Left in 256ths.
    private const string Out = ":out_h_chr_pos=0:out_v_chr_pos=128";

    // Of a picture that was turned or mirrored before it is scaled, the places lie elsewhere: the middle is nearest to all of them.
    public static string Of(SourceInfo source)
    {
        if (source.Display.Orientation != Orientation.Upright) return Out;
        var site = source.Colours.Chroma;
        var across = source.PixelFormat.Contains("42", StringComparison.Ordinal) ? $":in_h_chr_pos={(int)(site.X * 256)}" : "";
        var down = source.PixelFormat.Contains("420", StringComparison.Ordinal) ? $":in_v_chr_pos={(int)(site.Y * 256)}" : "";
        return across + down + Out;
    }
}
