namespace HighPerf.Load.Native;

/// <summary>Processor time and punctuality of the calling thread.</summary>
internal static unsafe class ThreadTime
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID, clock_gettime(2)
    private const int SetTimerSlack = 29; // PR_SET_TIMERSLACK, prctl(2)

    /// <summary>Nanoseconds of processor time, user's and kernel's.</summary>
    public static long Used()
    {
        TimeSpec time;
        return Libc.ReadClock(ThreadProcessorTime, &time) == 0 ? time.TotalNanoseconds : 0;
    }

    /// <summary>Waits of this thread end when they should, not up to 50 µs later, which is Linux's default.</summary>
    public static void BePunctual() => _ = Libc.Control(SetTimerSlack, 1, 0, 0, 0);
}
