using System.Collections.Concurrent;
using System.Diagnostics;

namespace HighPerf.Testing.Servers;

/// <summary>
/// Starts every child process from one thread that lives as long as the test process. The parent-death signal that
/// keeps children from surviving us (prctl(2), PR_SET_PDEATHSIG) fires when the *thread* that started them ends, and a
/// thread of the pool may end at any time.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Requests = StartThread();

    public static Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception exception) // handed to the caller, whoever that is: this thread must live on
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var requests = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
                request();
        })
        { IsBackground = true, Name = "test process spawner" }.Start();
        return requests;
    }
}
