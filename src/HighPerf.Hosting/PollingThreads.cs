using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting;

/// <summary>
/// Makes the runtime's threads that poll sockets wait for their turn when they wake up (<c>SCHED_BATCH</c>, sched(7)), instead of taking the processor from
/// the thread that they have given work: so they find what has arrived for many requests at once. Looks again every two seconds, because a thread of the
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
        if (!OperatingSystem.IsLinux()) return;
        using var timer = new PeriodicTimer(s_period);
        var refused = false;
        do
        {
            try
            {
                Arrange();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!refused) Refused(e.Message); // a sandbox, or no descriptors left: slower, and no worse
                refused = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static void Arrange()
    {
        if (PolicyOf(Environment.ProcessId) != Other) return; // of the first thread, whose id is the process's: somebody else's choice
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var thread = int.Parse(Path.GetFileName(task.AsSpan()), CultureInfo.InvariantCulture);
            if (PolicyOf(thread) is not { } policy || policy is not (Other or Batch)) continue;
            var wanted = IsPolling(task) ? Batch : Other;
            if (policy != wanted) _ = Succeeds(SetScheduler(thread, wanted, priority: 0));
        }
    }

    /// <summary>Null of a thread that has ended.</summary>
    private static int? PolicyOf(int thread) => GetScheduler(thread) is var policy && Succeeds(policy) ? policy : null;

    /// <exception cref="UnauthorizedAccessException">It failed, and not because the thread has ended.</exception>
    private static bool Succeeds(int result)
    {
        if (result >= 0) return true;
        if (Marshal.GetLastPInvokeError() == NoSuchThread) return false;
        throw new UnauthorizedAccessException(Marshal.GetLastPInvokeErrorMessage());
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

    [LoggerMessage(1102, LogLevel.Information, "Polling threads cannot be made to wait for their turn: {Reason}")]
    private partial void Refused(string reason);

    [LibraryImport("libc", EntryPoint = "sched_getscheduler", SetLastError = true)]
    private static partial int GetScheduler(int thread);

    /// <param name="priority">struct sched_param, which is one int; of these policies it must be 0.</param>
    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int thread, int policy, in int priority);
}
