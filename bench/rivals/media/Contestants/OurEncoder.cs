namespace HighPerf.MediaRace.Contestants;

/// <summary>Our encoder in the command line's words. The race references no project of the product: a test there compares this with H264Settings.</summary>
internal static class OurEncoder
{
    public const string Options =
        "-c:v libx264 -preset superfast -crf 23.8 -profile:v high -g 250 -threads 1 " +
        "-x264-params stitchable=1:mbtree=1:rc-lookahead=10:trellis=1:aq-strength=0.95:bframes=3:b-bias=-10:direct=auto:weightp=2:deblock=1,1";
}
