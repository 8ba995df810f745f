using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>The files of ops/prometheus, as the programs that read them see them.</summary>
public sealed class AlertRulesTests
{
    private static readonly string Rules = Path.Combine(Repository.Root, "ops", "prometheus");

    [Theory]
    [InlineData("promtool", "check rules alerts.yml")]
    [InlineData("promtool", "test rules alerts.test.yml")]
    [InlineData("promtool", "check config prometheus.yml")]
    [InlineData("amtool", "check-config alertmanager.yml")]
    public async Task What_prometheus_and_alertmanager_read_is_as_they_want_it(string program, string arguments)
    {
        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions { Program = Programs.Find(program), Arguments = arguments.Split(' '), WorkingDirectory = Rules }, TimeSpan.FromMinutes(1));

        Assert.True(result.ExitCode == 0, result.Output + "\n" + result.Errors);
    }
}
