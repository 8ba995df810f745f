using HighPerf.Media.Isolation;
using HighPerf.Media.Tests.Isolation;

namespace HighPerf.Media.Tests;

/// <summary>What a worker's Program.cs does first, so that tests run real child processes of this assembly.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [TestChild.MarkVerb, _, .. var marked]) args = marked;
        if (args is [ShowcaseChild.Verb, ..]) return ShowcaseChild.Run(args);
        // Children that misbehave, as a hostile clip could make one.
        if (args is ["crash", ..]) Environment.FailFast("as a broken decoder would");
        if (args is ["deaf", ..]) return Deaf.Run();
        if (args is ["environment", ..]) return TellsEnvironment.Run();
        if (args is ["exit", var code, ..]) return int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);
        if (args is [Confined.Verb, var attempt, ..]) return Confined.Run(attempt);
        if (args is [Confined.ImpossibleVerb, ..]) return Confined.RunWhereImpossible(args);
        if (args is [Confined.NoNewCodeVerb, var call, ..]) return Confined.RunWithoutNewCode(call);
        if (args is [Confined.PrivateVerb, ..]) return await Confined.RunAsParentAsync();
        // A parent that can be killed without ending the tests.
        if (args is [TestParent.Verb, var source, var directory]) return await TestParent.RunAsync(source, directory);
        return 1;
    }
}
