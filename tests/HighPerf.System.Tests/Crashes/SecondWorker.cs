using System.Globalization;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Crashes;

/// <summary>Another worker of the same stack, on a port of its own. Dispose of it before the stack.</summary>
internal static class SecondWorker
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);

    public static async Task<ChildProcess> StartAsync(HighPerfStack stack)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}");
        var worker = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = PublishedPrograms.Worker,
            Environment = new Dictionary<string, string>(stack.ProgramEnvironment(), StringComparer.Ordinal) { ["HIGHPERF_WORKER_LISTEN"] = url },
            OnlyThisEnvironment = true,
        });
        RunLogs.Add(worker, stack);
        await Poll.UntilAsync("the second worker is ready", ReadyTimeout, async () =>
        {
            try
            {
                return (await stack.Client.GetAsync(url + "/health/ready")).Response.IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!worker.HasExited)
            {
                return false; // not listening yet
            }
        }, () => worker.Describe("is not ready"));
        return worker;
    }
}
