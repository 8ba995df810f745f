using System.Text.RegularExpressions;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>The units of ops/systemd and ops/nfs, as systemd reads them, in a root of their own in which every program that they start is there.</summary>
public sealed partial class UnitsTests : IDisposable
{
    private const string Units = "etc/systemd/system";
    private const string Distribution = "usr/lib/systemd/system";

    private static readonly string[] s_verified =
    [
        "highperf-api@8000.service", "highperf-api@8009.service", "highperf-api.target", "highperf-worker.service", "highperf-migrate@web.service", "highperf-backup.timer", "highperf-verify.timer",
        "highperf-certificate.timer", "var-lib-highperf.mount", "nginx.service", "redis-server.service",
    ];

    private readonly TestDirectory _root = TestDirectory.Create("units");

    public UnitsTests()
    {
        CopyAll(Path.Combine(Repository.Root, "ops/systemd"), "*", Units, SearchOption.AllDirectories);
        CopyAll(Path.Combine(Repository.Root, "ops/nfs"), "*.mount", Units);
        foreach (var what in (string[])["*.target", "*.slice", "nginx.service", "redis-server.service"]) CopyAll(Path.Combine("/", Distribution), what, Distribution);
        foreach (var unit in Directory.EnumerateFiles(_root.FullPath, "*", SearchOption.AllDirectories).ToList())
            foreach (var program in Program().Matches(File.ReadAllText(unit)).Select(match => match.Groups["path"].Value))
                Stand(program.Replace("%i", "web", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_are_valid()
    {
        var result = await AnalyzeAsync(["verify", "--man=no", "--recursive-errors=one", .. s_verified]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("", result.Output + result.Errors); // a key that it does not know is told, and no error
    }

    [Fact]
    public async Task One_that_has_a_wrong_key_would_be_found()
    {
        var path = Path.Combine(_root.FullPath, Units, "highperf-worker.service");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("WatchdogSec=", "WatchdogSecond=", StringComparison.Ordinal));

        Assert.Contains("'WatchdogSecond'", (await AnalyzeAsync(["verify", "--man=no", "highperf-worker.service"])).Errors, StringComparison.Ordinal);
    }

    /// <summary>Tenths of the exposure that <c>systemd-analyze security</c> finds, of ten points; what is above ends with 1.</summary>
    [Theory]
    [InlineData("highperf-api@8000.service", 20)]
    [InlineData("highperf-worker.service", 25)]
    public async Task They_expose_little(string unit, int most)
    {
        var result = await AnalyzeAsync(["security", "--offline=true", "--no-pager", FormattableString.Invariant($"--threshold={most}"), unit]);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Contains("Overall exposure level for " + unit, result.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Dispose();

    private Task<ChildProcessResult> AnalyzeAsync(IEnumerable<string> arguments) => ChildProcess.RunAsync(
        new ChildProcessOptions { Program = Programs.Find("systemd-analyze"), Arguments = [arguments.First(), "--root=" + _root.FullPath, .. arguments.Skip(1)], WorkingDirectory = Path.Combine(_root.FullPath, Units) },
        TimeSpan.FromMinutes(1));

    private void CopyAll(string from, string what, string to, SearchOption how = SearchOption.TopDirectoryOnly)
    {
        foreach (var file in Directory.EnumerateFiles(from, what, how))
        {
            var target = Path.Combine(_root.FullPath, to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private void Stand(string program)
    {
        var path = _root.FullPath + program;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [GeneratedRegex("^Exec(Start|Stop|Reload)[A-Za-z]*=[-+!@:]*(?<path>/[^ \n]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Program();
}
