using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Capacity;

/// <summary>A campaign in small, and the report that was committed: real servers in control groups, real loads, and a report of nothing but raw files.</summary>
public sealed class CapacitySmokeTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(12); // two, where no other program disturbs the generator

    private readonly TestDirectory _directory = TestDirectory.Create("capacity");

    [Fact]
    public async Task A_campaign_is_measured_predicted_and_reported()
    {
        var runs = Path.Combine(_directory.FullPath, "runs");
        var run = await CapacityAsync("run", "--smoke", "--parts", "stations,web,workers", "--out", runs, "--binaries", Path.GetDirectoryName(PublishedPrograms.Api)!);
        if (Environment.UserName != "root")
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("control groups need root", run.Errors, StringComparison.Ordinal);
            return;
        }

        if (run.ExitCode == 1 && (run.Errors.Contains("given to others", StringComparison.Ordinal) || run.Errors.Contains("generator was late", StringComparison.Ordinal)))
        {
            await NothingIsReportedAsync(runs, run.Errors); // the machine's host did not leave it its processors, however often it was tried
            return;
        }

        Assert.True(run.ExitCode == 0, run.Errors);
        var report = await ReportAsync(runs);
        foreach (var section in new[] { "## Predicted, then measured", "## Web layer", "## Stations", "## Worker layer", "## What to buy" }) Assert.Contains(section, report, StringComparison.Ordinal);

        var raw = Directory.EnumerateFiles(runs, "machine.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.Delete(raw);
        var refused = await CapacityAsync("report", "--runs", runs, "--out", Path.Combine(_directory.FullPath, "REPORT.md"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(raw + " is missing", refused.Errors, StringComparison.Ordinal);
    }

    /// <summary>What was not measured is not reported: neither the campaign nor its report ends with a success.</summary>
    private async Task NothingIsReportedAsync(string runs, string errors)
    {
        Assert.Contains("INVALID", errors.Trim().Split('\n')[^1], StringComparison.Ordinal);
        var report = await CapacityAsync("report", "--runs", runs, "--out", Path.Combine(_directory.FullPath, "REPORT.md"));
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("did not go to its end", report.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_directory.FullPath, "REPORT.md")));
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
