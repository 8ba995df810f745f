using System.Text.RegularExpressions;

namespace HighPerf.Architecture.Tests;

/// <summary>Rules for every file of the repository.</summary>
public sealed partial class RepositoryTests
{
    private const int LongestSource = 300;

    private static readonly string[] Binary = [".png", ".jpg", ".mp4", ".ico", ".gz", ".woff2"];

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("HighPerf.sln")).Replace('\\', '/');
        var missing = Project.All.Where(project => !solution.Contains($"\"{project.Location}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
        Assert.True(Project.All.Count >= 14, $"Only {Project.All.Count} projects were found.");
    }

    [Fact]
    public void No_source_file_is_over_300_lines()
    {
        var sources = Repository.Files
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(sources);

        var tooLong = sources
            .Select(file => (File: file, Lines: File.ReadLines(Repository.PathOf(file)).Count()))
            .Where(source => source.Lines > LongestSource);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_file_contains_a_path_of_a_developers_machine()
    {
        var root = Repository.Root;
        var found = TextLines()
            .Where(line => (root.Length > "/src".Length && line.Text.Contains(root + "/", StringComparison.Ordinal)) || HomeDirectory().IsMatch(line.Text))
            .Select(line => $"{line.File}:{line.Number}: {line.Text.Trim()}");
        Assert.Empty(found);
    }

    [Fact]
    public void No_lock_file_names_a_registry()
    {
        var locks = Repository.Files.Where(file => Path.GetFileName(file) is "package-lock.json" or "npm-shrinkwrap.json").ToList();
        Assert.NotEmpty(locks);
        Assert.DoesNotContain(locks, file => File.ReadAllText(Repository.PathOf(file)).Contains("\"resolved\": \"http", StringComparison.Ordinal));
    }

    [Fact]
    public void No_test_is_skipped()
    {
        var skipped = TextLines()
            .Where(line => line.File.EndsWith(".cs", StringComparison.Ordinal) && SkippedTest().IsMatch(line.Text))
            .Select(line => $"{line.File}:{line.Number}");
        Assert.Empty(skipped);
    }

    [Fact]
    public void No_package_version_is_outside_the_central_file()
    {
        // A project that opts out (ManagePackageVersionsCentrally) says so and why.
        var versioned = Repository.Files
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(Repository.PathOf(file)) is var text
                && VersionedPackage().IsMatch(text) && !text.Contains("<ManagePackageVersionsCentrally>false", StringComparison.Ordinal));
        Assert.Empty(versioned);
    }

    private static IEnumerable<(string File, int Number, string Text)> TextLines() =>
        Repository.Files
            .Where(file => !Binary.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .SelectMany(file => File.ReadLines(Repository.PathOf(file)).Select((text, index) => (file, index + 1, text)));

    // Home directories of people. The pattern must not match itself.
    [GeneratedRegex(@"(^|[\s""'=:(])(/ro{2}t/|/home/[a-z]|/Users/[A-Za-z]|[A-Z]:\\Users\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex HomeDirectory();

    [GeneratedRegex(@"\[(Fact|Theory)\b.*\bSkip\s*=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"<PackageReference[^>]*\bVersion=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex VersionedPackage();
}
