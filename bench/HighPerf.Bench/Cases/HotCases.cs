namespace HighPerf.Bench.Cases;

/// <summary>All of them, by feature.</summary>
internal static class HotCases
{
    public static IReadOnlyList<HotCase> All { get; } = [.. ListCases.All, .. StandingsCases.All, .. TokenCases.All, .. UploadCases.All];
}
