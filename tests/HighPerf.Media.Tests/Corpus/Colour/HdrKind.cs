namespace HighPerf.Media.Tests.Corpus.Colour;

/// <summary>One of the two transfer functions of ITU-R BT.2100.</summary>
/// <param name="Transfer">Its name in the command line's words.</param>
/// <param name="ReferenceWhite">The 10-bit code of 203 cd/m², where BT.2408 puts diffuse white (58 % and 75 % of the signal).</param>
/// <param name="Peak">The 10-bit code of 1000 cd/m².</param>
internal sealed record HdrKind(string Transfer, int ReferenceWhite, int Peak)
{
    private const int Black = 64;
    private const int Range = 876;

    /// <summary>SMPTE ST 2084.</summary>
    public static HdrKind Pq { get; } = new("smpte2084", Black + (int)Math.Round(0.5807 * Range), Black + (int)Math.Round(0.7518 * Range));

    /// <summary>ARIB STD-B67, on a screen of 1000 cd/m².</summary>
    public static HdrKind Hlg { get; } = new("arib-std-b67", Black + (int)Math.Round(0.75 * Range), Black + Range);

    /// <summary>From an ordinary picture: its white becomes diffuse white, its colours stay what they are.</summary>
    public string FromSdr =>
        "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv,zscale=t=linear:npl=203,format=gbrpf32le," +
        $"zscale=p=bt2020:t={Transfer}:m=bt2020nc:r=tv:npl=203,format=yuv420p10le";

    /// <summary>
    /// To an ordinary picture, the reference: diffuse white is 1, highlights up to 1000 cd/m² (4.926 times as much) are rolled
    /// off by libavfilter's mobius curve, what is below 0.3 stays as it is.
    /// </summary>
    public string ToSdr(bool fullRange) =>
        $"setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc={Transfer},zscale=tin={Transfer}:min=bt2020nc:pin=bt2020:rin={(fullRange ? "pc" : "tv")}:t=linear:npl=203,format=gbrpf32le,zscale=p=bt709," +
        "tonemap=tonemap=mobius:param=0.3:desat=0:peak=4.926,zscale=t=bt709:m=bt709:r=tv,format=yuv420p";
}
