using HighPerf.Media.Isolation;

namespace HighPerf.Media.Tests;

/// <summary>What a worker's Program.cs does first, so that tests run real child processes of this assembly.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is [ShowcaseChild.Verb, ..]) return ShowcaseChild.Run(args);
        // Two children that misbehave, as a hostile clip could make one.
        if (args is ["crash", ..]) Environment.FailFast("as a broken decoder would");
        if (args is ["deaf", ..]) return Deaf.Run();
        return 1;
    }
}
