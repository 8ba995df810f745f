using HighPerf.Media.Tests.Corpus.Cases;
using HighPerf.Testing;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>
/// Every kind of clip, and the rows that theories run over: each kind with each flavour of the worker in a full run
/// (<c>./dev test --full</c>), one of each family otherwise.
/// </summary>
public static class CorpusTable
{
    private static readonly CorpusCase[] Cases =
    [
        .. OrientationCases.All, .. TimingCases.All, .. SizeCases.All, .. CodecCases.All, .. ContainerCases.All, .. ColourCases.All,
        .. HdrCases.All,
    ];

    private static readonly HashSet<string> Everyday = new(StringComparer.Ordinal)
    {
        "H.264 in MOV", "HEVC 10 bit", "VP9", "AV1", "phone footage, looped", "full range", "tagged BT.601", "fragmented", "cut without a key frame",
        "cut without a key frame, AV1", "cut in the middle, 60 fps", "no durations", "several video streams", "PQ", "HLG filmed upright", "HLG, named by the container alone", "fragmented, from the middle of something", "odd size 1919x1079", "wide pixels", "60 fps reordered",
        "variable frame rate", "Motion JPEG in MOV", "interlaced, top field first",
    };

    public static TheoryData<string, string> All => Rows(_ => true);

    public static TheoryData<string, string> Marked => Rows(c => c.Marked);

    public static TheoryData<string, string> Ordinary => Rows(c => c.Hdr is null);

    public static TheoryData<string, string> OfOneSecond => Rows(c => c.Seconds <= 1);

    public static TheoryData<string, string> Hdr => Rows(c => c.Hdr is not null);

    /// <summary>The rows of <see cref="Hdr"/> whose picture lies as the ordinary picture it was made of.</summary>
    public static TheoryData<string, string> UprightHdr => Rows(c => c.Hdr is not null && c.Upright.Length == 0);

    internal static CorpusCase Case(string name) => Cases.Single(c => c.Name == name);

    private static TheoryData<string, string> Rows(Func<CorpusCase, bool> wanted)
    {
        var rows = new TheoryData<string, string>();
        foreach (var flavour in WorkerProgram.Flavours)
            foreach (var one in Cases.Where(wanted).Where(c => FullRun.IsWanted || Everyday.Contains(c.Name))) rows.Add(one.Name, flavour);
        return rows;
    }
}
