using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Capacity;

/// <summary>A campaign in small, and the report that was committed: real servers in control groups, real loads, and a report of nothing but raw files.</summary>
[Collection(AloneCollection.Name)]
public sealed class CapacitySmokeTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(12); // of three

    private readonly TestDirectory _directory = TestDirectory.Create("capacity");

    [Fact]
    public async Task A_campaign_is_measured_predicted_and_reported()
    {
        if (Environment.UserName != "root")
        {
            var refusal = await CampaignAsync("refused", "web");
            Assert.Equal(1, refusal.ExitCode);
            Assert.Contains("control groups need root", refusal.Errors, StringComparison.Ordinal);
            return;
        }

        // Two at a time: a smoke has no numbers that they could spoil.
        var campaigns = await Task.WhenAll(CampaignAsync("layers", "stations,web,workers"), CampaignAsync("rivals", "rivals"));
        foreach (var campaign in campaigns) Assert.True(campaign.ExitCode == 0, campaign.Errors);
        var report = await ReportAsync("layers") + await ReportAsync("rivals");
        foreach (var section in new[] { "## Predicted, then measured", "## Web layer", "## Stations", "## Worker layer", "## What to buy", "## Old against new" }) Assert.Contains(section, report, StringComparison.Ordinal);

        var raw = Directory.EnumerateFiles(Path.Combine(_directory.FullPath, "layers"), "machine.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.Delete(raw);
        var refused = await CapacityAsync("report", "--runs", Path.Combine(_directory.FullPath, "layers"), "--out", Path.Combine(_directory.FullPath, "REPORT.md"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(raw + " is missing", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_that_is_stopped_leaves_no_control_group_and_no_server()
    {
        if (Environment.UserName != "root") return; // it has none
        await using var campaign = await ChildProcess.StartAsync(Options("run", "--smoke", "--parts", "web", "--out", Path.Combine(_directory.FullPath, "stopped"), "--binaries", Path.GetDirectoryName(PublishedPrograms.Api)!));
        var name = FormattableString.Invariant($"highperf-capacity-{campaign.Id}-");
        await Poll.UntilAsync("a server in a group", s_patience, () => Task.FromResult(Groups(name).Any(group => File.ReadLines(Path.Combine(group, "cgroup.procs")).Any())));
        campaign.Signal(ProcessSignals.Terminate);
        Assert.Equal(130, await campaign.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        Assert.Empty(Groups(name));
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<string> Groups(string name) => Directory.EnumerateDirectories("/sys/fs/cgroup", name + "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 });

    private Task<ChildProcessResult> CampaignAsync(string name, string parts) =>
        CapacityAsync("run", "--smoke", "--parts", parts, "--out", Path.Combine(_directory.FullPath, name), "--binaries", Path.GetDirectoryName(PublishedPrograms.Api)!);

    private async Task<string> ReportAsync(string name)
    {
        var path = Path.Combine(_directory.FullPath, name + ".md");
        var report = await CapacityAsync("report", "--runs", Path.Combine(_directory.FullPath, name), "--out", path);
        Assert.True(report.ExitCode == 0, report.Errors);
        return await File.ReadAllTextAsync(path);
    }

    private static Task<ChildProcessResult> CapacityAsync(params string[] arguments) => ChildProcess.RunAsync(Options(arguments), s_patience);

    private static ChildProcessOptions Options(params string[] arguments) => new()
    {
        Program = Programs.Find("dotnet"),
        Arguments = [Path.Combine(Repository.Root, "capacity-planning/HighPerf.Capacity/bin/Release/net10.0/highperf-capacity.dll"), .. arguments],
    };
}
