using System.Text.RegularExpressions;

namespace HighPerf.Architecture.Tests;

/// <summary>Whoever is woken finds a page, and whoever looks for one finds it in the index.</summary>
public sealed partial class RunbookTests
{
    private const string Pages = "ops/runbooks/";
    private const string Index = Pages + "README.md";

    private static readonly List<string> Alerts =
        [.. Block().Split(Text("ops/prometheus/alerts.yml")).Where(block => block.StartsWith("alert: ", StringComparison.Ordinal))];

    public static TheoryData<string> AlertNames { get; } = new(Alerts.Select(NameOf));

    public static TheoryData<string> PageNames { get; } = new(
        Repository.Files.Where(file => file.StartsWith(Pages, StringComparison.Ordinal) && file != Index).Select(file => file[Pages.Length..]));

    [Theory]
    [MemberData(nameof(AlertNames))]
    public void An_alert_says_how_grave_it_is_and_waits_and_names_a_page_that_is_there(string name)
    {
        var alert = Assert.Single(Alerts, block => NameOf(block) == name);
        Assert.Matches("severity: (page|ticket|heartbeat)}", alert);
        Assert.Contains("summary: \"", alert, StringComparison.Ordinal);
        if (!alert.Contains("severity: heartbeat", StringComparison.Ordinal)) Assert.Matches("\n +for: [0-9]+[mh]\n", alert);
        var page = Runbook().Match(alert);
        Assert.True(page.Success, $"{name} names no runbook");
        Assert.True(File.Exists(Repository.PathOf(page.Groups["path"].Value)), $"{name} names {page.Groups["path"].Value}, which is not there");
    }

    [Theory]
    [MemberData(nameof(AlertNames))]
    public void An_alert_is_proven_to_fire_and_to_stay_silent(string name)
    {
        var tests = Text("ops/prometheus/alerts.test.yml");
        Assert.Contains($"alertname: {name}\n        exp_alerts:", tests, StringComparison.Ordinal);
        if (name != "Heartbeat") Assert.Contains($", alertname: {name}}}", tests, StringComparison.Ordinal); // that one never is
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void A_page_is_in_the_index_and_leads_nowhere_that_is_not_there(string page)
    {
        Assert.Contains($"]({page})", Text(Index), StringComparison.Ordinal);
        AssertLinks(Pages + page);
    }

    [Fact]
    public void The_index_leads_nowhere_that_is_not_there() => AssertLinks(Index);

    [Fact]
    public void The_index_names_every_alert() => Assert.All(Alerts.Select(NameOf), name => Assert.Contains($"`{name}`", Text(Index), StringComparison.Ordinal));

    private static void AssertLinks(string file)
    {
        var directory = Path.GetDirectoryName(Repository.PathOf(file))!;
        var dead = Link().Matches(Text(file)).Select(link => link.Groups["path"].Value)
            .Where(path => !path.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(directory, path)));
        Assert.Empty(dead);
    }

    private static string NameOf(string alert) => alert["alert: ".Length..alert.IndexOf('\n', StringComparison.Ordinal)];

    private static string Text(string file) => File.ReadAllText(Repository.PathOf(file));

    /// <summary>Where a rule, or a group of them, begins.</summary>
    [GeneratedRegex(@"\n +- (?=alert: |record: |name: )", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\n +runbook: (?<path>ops/runbooks/[a-z0-9-]+\.md)\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Runbook();

    [GeneratedRegex(@"\]\((?<path>[^)#]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();
}
