namespace HighPerf.Media.Tests;

/// <summary>Whether a test does all it can (<c>HIGHPERF_TEST_FULL=1</c>) or a sample of it.</summary>
internal static class FullRun
{
    public static bool IsWanted => Environment.GetEnvironmentVariable("HIGHPERF_TEST_FULL") == "1";

    public static int Times(int full, int sample) => IsWanted ? full : sample;
}
