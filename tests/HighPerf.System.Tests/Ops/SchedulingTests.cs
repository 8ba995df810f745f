using System.Globalization;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>How Linux schedules the thread that polls the API's sockets (sched(7)).</summary>
[Collection(StackCollection.Name)]
public sealed class SchedulingTests(StackFixture fixture)
{
    private const string Polling = ".NET Sockets";
    private const int Other = 0; // SCHED_OTHER, SCHED_BATCH and SCHED_IDLE of sched.h
    private const int Batch = 3;
    private const int Idle = 5;

    [Theory]
    [InlineData("batch", "--other", Batch, Other)]
    [InlineData("other", "--other", Other, Other)]
    [InlineData("batch", "--idle", Idle, Idle)] // chosen from outside
    public async Task Polling_threads_and_they_alone_have_the_policy(string setting, string outside, int polling, int others)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}");
        await using var api = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("chrt"),
            Arguments = [outside, "0", PublishedPrograms.Api],
            Environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal)
            {
                ["HIGHPERF_API_LISTEN"] = url,
                ["HIGHPERF_POLLING"] = setting,
            },
            OnlyThisEnvironment = true,
        });
        RunLogs.Add(api, fixture.Stack);
        await api.WaitForLineAsync(line => line.Contains("Application started", StringComparison.Ordinal), TimeSpan.FromMinutes(3));
        await ArrangedAsync(api, polling, others);
        await Task.Delay(TimeSpan.FromSeconds(3)); // it looks every two
        await ArrangedAsync(api, polling, others);
        if (polling != Batch) return;

        // What a polling thread starts inherits its policy.
        await Poll.UntilAsync("a thread of the pool has inherited it", TimeSpan.FromSeconds(30), async () => await ChangeAsync(Threads(api).First(thread => thread.Name == ".NET TP Worker").Id));
        await ArrangedAsync(api, polling, others);
    }

    /// <summary>False: the thread has ended meanwhile.</summary>
    private static async Task<bool> ChangeAsync(int thread)
    {
        var change = new ChildProcessOptions { Program = Programs.Find("chrt"), Arguments = ["--batch", "--pid", "0", thread.ToString(CultureInfo.InvariantCulture)] };
        return (await ChildProcess.RunAsync(change, TimeSpan.FromSeconds(20))).ExitCode == 0;
    }

    private static Task ArrangedAsync(ChildProcess api, int polling, int others) => Poll.UntilAsync(
        "the threads have their policies",
        TimeSpan.FromSeconds(30),
        () => Task.FromResult(Threads(api).Any(thread => thread.Name == Polling) && Threads(api).All(thread => thread.Policy == (thread.Name == Polling ? polling : others))),
        () => string.Join(", ", Threads(api)));

    /// <summary>From proc_pid_stat(5): the name is in brackets, the policy is field 41. Without those that end meanwhile.</summary>
    private static List<(int Id, string Name, int Policy)> Threads(ChildProcess process)
    {
        var threads = new List<(int Id, string Name, int Policy)>();
        foreach (var task in Directory.GetDirectories($"/proc/{process.Id}/task"))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(task, "stat"));
                var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
                threads.Add((Parse(Path.GetFileName(task)), stat[(open + 1)..close], Parse(stat[(close + 2)..].Split(' ')[41 - 3])));
            }
            catch (IOException)
            {
            }
        }

        return threads;
    }

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
