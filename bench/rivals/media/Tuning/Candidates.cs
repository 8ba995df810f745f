namespace HighPerf.MediaRace.Tuning;

/// <summary>What <c>tune</c> tries unless told otherwise: the presets, then one change at a time, then those that helped together.</summary>
internal static class Candidates
{
    // Superfast's searches, with the two of veryfast's analyses that pay: macroblock tree and a short lookahead.
    private const string Lean = "superfast:mbtree=1:rc-lookahead=10";

    public static IReadOnlyList<Candidate> All { get; } =
    [
        .. new[]
        {
            "superfast", "veryfast", "faster",
            "veryfast:me=dia", "veryfast:subme=1", "veryfast:bframes=0", "veryfast:bframes=1",
            "veryfast:aq-strength=0.75", "veryfast:aq-mode=2", "veryfast:mbtree=0", "veryfast:rc-lookahead=20", "veryfast:weightp=0",
            "veryfast:weightb=0", "veryfast:scenecut=0", "veryfast:partitions=none", "veryfast:8x8dct=0", "veryfast:trellis=1", "veryfast:ref=2",
            "veryfast:me=dia:bframes=1:aq-strength=0.75", "veryfast:me=dia:aq-mode=2", "veryfast:me=dia:subme=1:aq-mode=2",
            Lean, $"{Lean}:trellis=1:aq-strength=0.8", $"{Lean}:aq-mode=2", $"{Lean}:aq-mode=2:trellis=1",
        }.Select(Candidate.Parse),
    ];
}
