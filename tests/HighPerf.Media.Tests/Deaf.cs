namespace HighPerf.Media.Tests;

/// <summary>A child that says one word of progress and then listens to nobody: not to its request, not to the end of its input.</summary>
internal static class Deaf
{
    public static int Run()
    {
        using (var output = Console.OpenStandardOutput()) output.Write("{\"percent\":1}\n"u8);
        using var never = new ManualResetEventSlim();
        never.Wait();
        return 0;
    }
}
