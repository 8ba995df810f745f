namespace HighPerf.Testing;

/// <summary>Whether a test does all it can (<c>./dev test --full</c>) or a sample of it.</summary>
public static class FullRun
{
    public static bool IsWanted => Environment.GetEnvironmentVariable("HIGHPERF_TEST_FULL") == "1";

    public static int Times(int full, int sample) => IsWanted ? full : sample;
}
