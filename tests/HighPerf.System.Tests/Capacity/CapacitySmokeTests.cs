using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Capacity;

/// <summary>A campaign in small, and the report that was committed: real servers in control groups, real loads, and a report of nothing but raw files.</summary>
public sealed class CapacitySmokeTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(12); // of three

    private readonly TestDirectory _directory = TestDirectory.Create("capacity");

    [Fact]
    public async Task A_campaign_is_measured_predicted_and_reported()
    {
        var runs = Path.Combine(_directory.FullPath, "runs");
        var run = await CapacityAsync("run", "--smoke", "--out", runs, "--binaries", Path.GetDirectoryName(PublishedPrograms.Api)!);
        if (Environment.UserName != "root")
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("control groups need root", run.Errors, StringComparison.Ordinal);
            return;
        }

        Assert.True(run.ExitCode == 0, run.Errors);
        var report = await ReportAsync(runs);
        foreach (var section in new[] { "## Predicted, then measured", "## Web layer", "## Stations", "## Worker layer", "## Old against new", "## What to buy" }) Assert.Contains(section, report, StringComparison.Ordinal);

        var raw = Directory.EnumerateFiles(runs, "machine.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.Delete(raw);
        var refused = await CapacityAsync("report", "--runs", runs, "--out", Path.Combine(_directory.FullPath, "REPORT.md"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(raw + " is missing", refused.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> ReportAsync(string runs)
    {
        var path = Path.Combine(_directory.FullPath, "REPORT.md");
        var report = await CapacityAsync("report", "--runs", runs, "--out", path);
        Assert.True(report.ExitCode == 0, report.Errors);
        return await File.ReadAllTextAsync(path);
    }

    private static Task<ChildProcessResult> CapacityAsync(params string[] arguments) => ChildProcess.RunAsync(
        new ChildProcessOptions
        {
            Program = Programs.Find("dotnet"),
            Arguments = [Path.Combine(Repository.Root, "capacity-planning/HighPerf.Capacity/bin/Release/net10.0/highperf-capacity.dll"), .. arguments],
        },
        s_patience);
}
