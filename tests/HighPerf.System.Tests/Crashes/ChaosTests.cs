using System.Globalization;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using Xunit.Abstractions;

namespace HighPerf.System.Tests.Crashes;

/// <summary>Random kills of everything, as <c>./dev chaos</c> does them: a short run always, the long campaign with <c>./dev test --full</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class ChaosTests(ITestOutputHelper output)
{
    /// <summary>Seed and number of kills.</summary>
    public static TheoryData<int, int> Runs { get; } = FullRun.IsWanted
        ? new TheoryData<int, int> { { 1, 500 }, { 2, 500 }, { 3, 500 } }
        : new TheoryData<int, int> { { 1, 24 } };

    private static TimeSpan Timeout { get; } = FullRun.IsWanted ? TimeSpan.FromMinutes(75) : TimeSpan.FromMinutes(12);

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Nothing_acknowledged_is_lost_or_done_twice_whatever_is_killed(int seed, int kills)
    {
        await using var chaos = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Program(),
            Arguments = ["--seed", seed.ToString(CultureInfo.InvariantCulture), "--kills", kills.ToString(CultureInfo.InvariantCulture)],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_BIN_DIR"] = Path.GetDirectoryName(PublishedPrograms.Worker)! },
        });
        var code = await chaos.WaitForExitAsync(Timeout);
        foreach (var line in chaos.Lines)
            output.WriteLine(line);
        Assert.True(code == 0, string.Join('\n', [.. Found(chaos.Lines), chaos.Describe("found what must not be")]));
    }

    /// <summary>What is wrong comes first: of a long message, a summary shows the beginning.</summary>
    private static IEnumerable<string> Found(IEnumerable<string> lines)
    {
        var isWrong = false;
        foreach (var line in lines)
        {
            var isDetail = line.Contains(" s              ", StringComparison.Ordinal);
            isWrong = isDetail ? isWrong : line.Contains("VIOLATED  ", StringComparison.Ordinal) || line.Contains("VIOLATION  ", StringComparison.Ordinal) || line.Contains("the run broke off", StringComparison.Ordinal);
            if (isWrong) yield return line;
        }
    }

    /// <summary>The program is built with these tests and lies where its own build puts it, in the same configuration.</summary>
    private static string Program()
    {
        var configuration = AppContext.BaseDirectory.Replace("HighPerf.System.Tests", "HighPerf.Chaos", StringComparison.Ordinal);
        var path = Path.Combine(configuration, "HighPerf.Chaos");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: build tests/HighPerf.Chaos");
    }
}
