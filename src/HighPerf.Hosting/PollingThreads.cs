using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting;

/// <summary>
/// Makes the runtime's threads that poll sockets wait for their turn when they wake up (<c>SCHED_BATCH</c>, sched(7)), instead of taking the processor from
/// the thread that they have given work: so they find what has arrived for many requests at once. Looks again every few seconds, because a thread of the
/// pool that a polling thread starts inherits its policy, and is given the process's own back. A policy that somebody else has chosen for the process stays.
/// </summary>
public sealed partial class PollingThreads(ILogger<PollingThreads> logger) : BackgroundService
{
    private const string Name = ".NET Sockets";
    private const int Other = 0; // SCHED_OTHER, from sched.h
    private const int Batch = 3; // SCHED_BATCH
    private const int NoSuchThread = 3; // ESRCH, from errno.h

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!OperatingSystem.IsLinux() || GetScheduler(Environment.ProcessId) != Other) return; // the process's id is its first thread's
        using var timer = new PeriodicTimer(s_period);
        try
        {
            do Arrange();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // a sandbox: slower, and no worse
        {
            LeftAlone(e.Message);
        }
    }

    private static void Arrange()
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var thread = int.Parse(Path.GetFileName(task.AsSpan()), CultureInfo.InvariantCulture);
            var policy = GetScheduler(thread);
            if (policy is not (Other or Batch)) continue; // it has ended, or has a policy of its own
            var wanted = IsPolling(task) ? Batch : Other;
            if (policy != wanted && SetScheduler(thread, wanted, priority: 0) != 0 && Marshal.GetLastPInvokeError() != NoSuchThread)
            {
                throw new UnauthorizedAccessException(Marshal.GetLastPInvokeErrorMessage());
            }
        }
    }

    private static bool IsPolling(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd('\n') == Name;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || e.HResult == NoSuchThread) // it has ended
        {
            return false;
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "The threads that poll sockets keep the policy they have: {Reason}")]
    private partial void LeftAlone(string reason);

    [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
    private static partial int GetScheduler(int thread);

    /// <param name="priority">struct sched_param, which is one int; of these policies it must be 0.</param>
    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int thread, int policy, in int priority);
}
