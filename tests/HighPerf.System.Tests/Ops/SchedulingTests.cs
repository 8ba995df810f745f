using System.Globalization;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>How Linux schedules the thread that polls the API's sockets (sched(7)).</summary>
[Collection(StackCollection.Name)]
public sealed class SchedulingTests(StackFixture fixture)
{
    private const int Other = 0; // SCHED_OTHER, SCHED_BATCH and SCHED_IDLE of sched.h
    private const int Batch = 3;
    private const int Idle = 5;

    [Theory]
    [InlineData("batch", null, Batch)]
    [InlineData("other", null, Other)]
    [InlineData("batch", "--idle", Idle)] // chosen from outside
    public async Task The_polling_thread_is_scheduled_as_configured(string setting, string? outside, int expected)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}");
        await using var api = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = outside is null ? PublishedPrograms.Api : Programs.Find("chrt"),
            Arguments = outside is null ? [] : [outside, "0", PublishedPrograms.Api],
            Environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal)
            {
                ["HIGHPERF_API_LISTEN"] = url,
                ["HIGHPERF_POLLING"] = setting,
            },
            OnlyThisEnvironment = true,
        });
        await api.WaitForLineAsync(line => line.Contains("Application started", StringComparison.Ordinal), TimeSpan.FromSeconds(60));

        await Poll.UntilAsync("the polling threads, and they alone, have their policy", TimeSpan.FromSeconds(10), () =>
        {
            var threads = Directory.GetDirectories($"/proc/{api.Id}/task").SelectMany(PolicyOf).ToArray();
            return Task.FromResult(threads.Any(thread => thread.Name == ".NET Sockets")
                && threads.All(thread => thread.Policy == (thread.Name == ".NET Sockets" ? expected : outside is null ? Other : Idle)));
        });
    }

    /// <summary>From proc_pid_stat(5): the name in brackets, and the policy, which is field 41; nothing of a thread that has ended.</summary>
    private static (string Name, int Policy)[] PolicyOf(string thread)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(thread, "stat"));
            var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
            return [(stat[(open + 1)..close], int.Parse(stat[(close + 2)..].Split(' ')[41 - 3], CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
