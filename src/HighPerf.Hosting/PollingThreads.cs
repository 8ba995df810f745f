using System.Globalization;
using System.Runtime.InteropServices;

namespace HighPerf.Hosting;

/// <summary>The runtime's threads that poll sockets and wake the pool's for what has arrived.</summary>
public static partial class PollingThreads
{
    private const string Name = ".NET Sockets";
    private const int Other = 0; // SCHED_OTHER, from sched.h
    private const int Batch = 3; // SCHED_BATCH

    /// <summary>
    /// Makes them wait for their turn when they wake up (<c>SCHED_BATCH</c>, sched(7)), instead of taking the processor from the thread that they have given
    /// work: so they find what has arrived for many requests at once. Call it when sockets are in use. A policy that somebody else has chosen stays.
    /// </summary>
    public static void WaitForTheirTurn()
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var thread = int.Parse(Path.GetFileName(task.AsSpan()), CultureInfo.InvariantCulture);
            var priority = 0; // struct sched_param: of this policy it must be 0
            // A sandbox may refuse: slower, and no worse.
            if (NameOf(task) == Name && GetScheduler(thread) == Other) _ = SetScheduler(thread, Batch, in priority);
        }
    }

    private static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd('\n');
        }
        catch (IOException) // it has ended
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
    private static partial int GetScheduler(int thread);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in int priority);
}
