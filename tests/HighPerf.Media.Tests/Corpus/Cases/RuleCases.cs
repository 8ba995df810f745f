using static HighPerf.Media.Tests.Corpus.Cases.Recipe;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>A clip that takes part in the contest as it is: the one case that goes through the rules.</summary>
internal static class RuleCases
{
    public static IEnumerable<CorpusCase> All =>
    [
        new("keeps the rules", [.. Moving(rate: "5", seconds: 20), .. H264, .. Bt709]) { Seconds = 20, KeepsRules = true },
    ];
}
