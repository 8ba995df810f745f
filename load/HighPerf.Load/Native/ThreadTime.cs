namespace HighPerf.Load.Native;

/// <summary>Time as the calling thread sees it, and what it has used of it.</summary>
internal static unsafe class ThreadTime
{
    private const int ProcessProcessorTime = 2; // CLOCK_PROCESS_CPUTIME_ID, clock_gettime(2)
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID
    private const int WallClock = 0; // CLOCK_REALTIME
    private const int Monotonic = 1; // CLOCK_MONOTONIC, which Stopwatch reads
    private const int Absolute = 1; // TIMER_ABSTIME
    private const int SetTimerSlack = 29; // PR_SET_TIMERSLACK, prctl(2)

    /// <summary>Nanoseconds of processor time, user's and kernel's.</summary>
    public static long Used() => Read(ThreadProcessorTime);

    /// <summary>The same of all threads of the process.</summary>
    public static long UsedByProcess() => Read(ProcessProcessorTime);

    /// <summary>Waits of this thread end when they should, not up to 50 µs later, which is Linux's default.</summary>
    public static void BePunctual() => _ = Libc.Control(SetTimerSlack, 1, 0, 0, 0);

    /// <summary>The wall clock, in nanoseconds since 1970.</summary>
    public static long Wall() => Read(WallClock);

    /// <summary>Sleeps until a timestamp of <see cref="System.Diagnostics.Stopwatch"/>, whatever happens meanwhile but a signal (clock_nanosleep(2)).</summary>
    public static void SleepUntil(long timestamp)
    {
        var until = TimeSpec.Of(timestamp);
        _ = Libc.Sleep(Monotonic, Absolute, &until, null);
    }

    private static long Read(int clock)
    {
        TimeSpec time;
        return Libc.ReadClock(clock, &time) == 0 ? time.TotalNanoseconds : 0;
    }
}
