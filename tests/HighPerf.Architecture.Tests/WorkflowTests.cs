using System.Text.RegularExpressions;

namespace HighPerf.Architecture.Tests;

/// <summary>Rules for the workflows of <c>.github/workflows</c>. Their form is checked by <c>./dev test</c> (ops/dev/workflows.sh).</summary>
public sealed partial class WorkflowTests
{
    private static readonly IReadOnlyList<string> Names =
        [.. Repository.Files.Where(file => file.StartsWith(".github/workflows/", StringComparison.Ordinal) && file.EndsWith(".yml", StringComparison.Ordinal))];

    public static TheoryData<string> Workflows { get; } = new(Names);

    [Fact]
    public void Tests_releases_and_scans_have_their_workflows() =>
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { ".github/workflows/ci.yml", ".github/workflows/release.yml", ".github/workflows/sonar.yml" },
            Names.ToHashSet(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_calls_only_verbs_that_exist(string workflow)
    {
        var verbs = Verbs();
        Assert.Contains("test", verbs);
        Assert.Empty(Called(workflow).Except(verbs, StringComparer.Ordinal));

        // What else it runs of ours is there, and may be run.
        var scripts = Lines(workflow).SelectMany(line => CalledScript().Matches(line)).Select(match => match.Groups["path"].Value);
        Assert.DoesNotContain(scripts, script => !File.Exists(Repository.PathOf(script)));
    }

    [Fact]
    public void The_workflows_call_what_everybody_may_call()
    {
        var called = Names.SelectMany(Called).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "publish", "release", "sbom", "build" }, called);
        Assert.Contains(Names.SelectMany(Lines), line => line.TrimEnd().EndsWith("run: .ci/run", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_do_nothing_unless_a_job_says_so(string workflow)
    {
        var text = File.ReadAllText(Repository.PathOf(workflow));
        var all = Assert.Single(AllPermissions().Matches(text));
        Assert.DoesNotContain("write", all.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("write-all", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void An_action_is_of_a_version_and_not_of_a_branch(string workflow)
    {
        var used = Lines(workflow).Select(line => Used().Match(line)).Where(match => match.Success).Select(match => match.Groups["action"].Value).ToList();
        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, action => !action.StartsWith("./", StringComparison.Ordinal) && !Pinned().IsMatch(action));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void What_others_write_is_never_part_of_a_command(string workflow)
    {
        // A branch's name or a title put into a script is a script: such values go through the environment.
        Assert.DoesNotContain(Lines(workflow), line => Foreign().IsMatch(line));
        Assert.DoesNotContain(Lines(workflow), line => line.Contains("run:", StringComparison.Ordinal) && line.Contains("${{", StringComparison.Ordinal));
    }

    /// <summary>What <c>./dev</c> has a case for.</summary>
    private static HashSet<string> Verbs()
    {
        var dev = File.ReadAllText(Repository.PathOf("dev"));
        var cases = dev[dev.IndexOf("case $verb in", StringComparison.Ordinal)..];
        return [.. Case().Matches(cases).SelectMany(match => match.Groups["names"].Value.Split('|', StringSplitOptions.TrimEntries))];
    }

    private static IEnumerable<string> Called(string workflow) =>
        Lines(workflow).SelectMany(line => CalledVerb().Matches(line)).Select(match => match.Groups["verb"].Value);

    private static IEnumerable<string> Lines(string workflow) =>
        File.ReadLines(Repository.PathOf(workflow)).Where(line => !line.TrimStart().StartsWith('#'));

    [GeneratedRegex(@"(^|\s)\./dev (?<verb>[a-z-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CalledVerb();

    [GeneratedRegex(@"run: (\./)?(?<path>(\.ci|ops|tests|bench|load)/[\w./-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CalledScript();

    [GeneratedRegex(@"^  (?<names>[a-z-]+( \| [a-z-]+)*)\)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Case();

    [GeneratedRegex(@"^permissions:.*\n(  .*\n)*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AllPermissions();

    [GeneratedRegex(@"\buses: (?<action>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Used();

    [GeneratedRegex("^[a-z0-9-]+/[a-z0-9-]+@(v[0-9]+(\\.[0-9]+)*|[0-9a-f]{40})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\$\{\{[^}]*(github\.event\.|github\.head_ref|inputs\.)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Foreign();
}
