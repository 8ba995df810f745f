using System.Text.RegularExpressions;

namespace HighPerf.Architecture.Tests;

/// <summary>Within a project, too, dependencies look down only: no namespace needs one that needs it.</summary>
public sealed partial class NamespaceTests
{
    /// <summary>Projects whose namespaces lie in layers. A project that comes to it is added; none is taken out.</summary>
    public static TheoryData<string> Layered { get; } = new("load/HighPerf.Load", "src/HighPerf.Hosting", "src/HighPerf.Worker", "src/HighPerf.Ctl");

    [Theory]
    [MemberData(nameof(Layered))]
    public void Namespaces_of_a_project_lie_in_layers(string directory)
    {
        var needs = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var file in Repository.Files.Where(file => file.StartsWith(directory + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(Repository.PathOf(file));
            if (Own().Match(text) is not { Success: true } own) continue;
            if (!needs.TryGetValue(own.Groups["name"].Value, out var needed)) needs.Add(own.Groups["name"].Value, needed = new HashSet<string>(StringComparer.Ordinal));
            needed.UnionWith(Used().Matches(text).Select(used => used.Groups["name"].Value).Where(used => used.StartsWith(Path.GetFileName(directory) + ".", StringComparison.Ordinal)));
        }

        Assert.True(needs.Count > 1, $"{directory} has no namespaces: is it still there?");
        // Who needs nobody that is left goes, until nobody is left, or those who need each other.
        while (needs.Keys.Where(name => !needs[name].Any(other => other != name && needs.ContainsKey(other))).ToList() is { Count: > 0 } lowest) lowest.ForEach(name => needs.Remove(name));
        Assert.True(needs.Count == 0, "need each other: " + string.Join("; ", needs.Select(pair => $"{pair.Key} needs {string.Join(", ", pair.Value.Where(needs.ContainsKey))}")));
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Own();

    [GeneratedRegex(@"^using (static )?(?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Used();
}
