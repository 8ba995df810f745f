using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Load;

[Collection(AloneCollection.Name)]
public sealed class RivalsTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3); // half a minute, and more on a busy machine

    [Fact]
    public async Task One_command_loads_the_old_system_and_the_new_and_leaves_nothing_running()
    {
        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions
            {
                Program = Path.Combine(Repository.Root, "dev"),
                Arguments = ["load", "rivals", "rankings", "--smoke", "--rate", "20", "--set", "warm_up=1s", "--set", "during=3s"],
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_BIN_DIR"] = Path.GetDirectoryName(PublishedPrograms.Load)! },
            },
            s_patience);
        Assert.True(result.ExitCode is 0 or 1, result.Output + result.Errors); // 1: a machine that is busy misses a threshold
        Assert.Equal(2, result.Output.Split('\n').Count(line => line.StartsWith("# rankings: SMOKE, not to be quoted: ", StringComparison.Ordinal)));
        Assert.Matches(@"\| ranking \| [0-9.]+ \| [0-9.]+ \| [0-9.]+ % \| 0 % \| [0-9.]+ ms \| [0-9.]+ ms \| [0-9.]+ × \| [0-9.]+ ms \| [0-9.]+ ms \| [0-9.]+ × \|", result.Output);
        Assert.False(Directory.Exists(Path.Combine(Repository.Root, ".dev", "rivals"))); // all that ran had its files there
    }
}
