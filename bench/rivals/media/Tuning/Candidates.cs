namespace HighPerf.MediaRace.Tuning;

/// <summary>What <c>tune</c> tries unless told otherwise: the presets, then one change at a time, then those that helped together.</summary>
internal static class Candidates
{
    private const string Anchor = "me=dia:bframes=1:aq-strength=0.75";

    public static IReadOnlyList<Candidate> All { get; } =
    [
        .. new[]
        {
            "superfast", "veryfast", "faster",
            "veryfast:me=dia", "veryfast:bframes=0", "veryfast:bframes=1", "veryfast:bframes=2",
            "veryfast:aq-strength=0.6", "veryfast:aq-strength=0.75", "veryfast:aq-strength=0.9", "veryfast:aq-mode=2", "veryfast:aq-mode=3",
            "veryfast:subme=1", "veryfast:mbtree=0", "veryfast:rc-lookahead=20", "veryfast:weightp=0", "veryfast:weightb=0",
            "veryfast:scenecut=0", "veryfast:partitions=none", "veryfast:partitions=i4x4", "veryfast:8x8dct=0",
            "veryfast:b-adapt=0", "veryfast:direct=temporal", "veryfast:no-psy=1", "veryfast:deblock=-1,-1", "veryfast:trellis=1",
            "veryfast:ref=2", "veryfast:merange=8", "veryfast:chroma-me=0", "veryfast:no-fast-pskip=1",
            $"veryfast:{Anchor}", $"veryfast:{Anchor}:subme=1", $"veryfast:{Anchor}:mbtree=0",
            "superfast:mbtree=1:rc-lookahead=10", "superfast:subme=2:weightp=1:mbtree=1:rc-lookahead=10",
        }.Select(Candidate.Parse),
    ];
}
