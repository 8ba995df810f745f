using HighPerf.MediaRace.Contestants;

namespace HighPerf.MediaRace.Tuning;

/// <summary>What <c>tune</c> tries unless told otherwise: our setting, each of its parts changed alone, and two presets.</summary>
internal static class Candidates
{
    public static IReadOnlyList<Candidate> All { get; } =
    [
        Ours("ours", ""),
        .. new[]
        {
            "mbtree=0", "rc-lookahead=20", "trellis=0", "aq-strength=0.8", "aq-strength=1.1", "aq-mode=2", "bframes=2", "bframes=5", "b-bias=0", "b-bias=-20",
            "deblock=0,0", "ref=2", "subme=2", "me=hex",
        }.Select(change => Ours($"ours, {change}", $":{change}")),
        Candidate.Parse("superfast"), Candidate.Parse("veryfast"),
    ];

    // Of a parameter that is named twice x264 takes the last.
    private static Candidate Ours(string name, string change) => new(name, OurEncoder.Preset, OurEncoder.Params + change);
}
