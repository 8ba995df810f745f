using System.Text.RegularExpressions;
using HighPerf.Testing;

namespace HighPerf.System.Tests.Contract;

/// <summary>Reads the sources of the tests: what does not go through the client, and so past the check, says why.</summary>
public sealed partial class EveryRequestIsCheckedTests
{
    private const string Mark = "// unchecked: ";

    [Fact]
    public void A_request_that_is_not_checked_says_why()
    {
        var project = Path.Combine(Repository.Root, "tests", "HighPerf.System.Tests");
        var silent = Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(project, file), Path: file))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .Where(file => Path.GetFileName(file.Name) is not ("ApiClient.cs" or "ApiResponse.cs" or "HighPerfStack.cs"))
            .Where(file => File.ReadAllText(file.Path) is var text && Sends().IsMatch(text) && !text.Contains(Mark, StringComparison.Ordinal))
            .Select(file => file.Name);
        Assert.Empty(silent);
    }

    [GeneratedRegex(@"new (HttpClient|TcpClient|Socket)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Sends();
}
