using System.Text.Json;
using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Tests;

/// <summary>A child whose outcome is the environment that it was given.</summary>
internal static class TellsEnvironment
{
    public static int Run()
    {
        var environment = File.ReadAllText("/proc/self/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        var message = ChildMessage.Of(new ShowcaseOutcome.Failed(string.Join(' ', environment), Crashed: false));
        Console.Out.WriteLine(JsonSerializer.Serialize(message, ChildJson.Default.ChildMessage));
        return 0;
    }
}
