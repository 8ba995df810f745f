namespace HighPerf.MediaRace.Contestants;

/// <summary>Our encoder in the command line's words. The race references no project of the product: a test there compares this with H264Settings.</summary>
internal static class OurEncoder
{
    public const string Preset = "superfast";

    public const string Params = "mbtree=1:rc-lookahead=10:trellis=1:aq-strength=0.95:bframes=3:b-bias=-10:deblock=1,1";

    public const string Options = $"-c:v libx264 -preset {Preset} -crf 23.8 -profile:v high -g 250 -threads 1 -x264-params stitchable=1:{Params}";
}
