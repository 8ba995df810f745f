namespace HighPerf.Load.Engine;

/// <summary>
/// Under a high rate a loop does not wake for each answer: it naps to the next tick, on which visitors come, and reads all that has come meanwhile. Nothing of
/// it is in a latency, for visitors come on ticks and the kernel notes when it received an answer. Under a low rate it wakes at once.
/// </summary>
/// <param name="allowed">Whether the loop may nap: not in a closed load, whose visitors would come back later for it.</param>
internal sealed class Nap(LoopClock clock, bool allowed)
{
    /// <summary>Nanoseconds from tick to tick: to that, arrivals are rounded.</summary>
    public const long Tick = 250_000;

    private const long Window = 1_000_000;
    private const int Busy = 4; // answers of a window

    private long _windowEnds;
    private int _seen;

    /// <summary>Answers come often.</summary>
    public bool IsDue { get; private set; }

    /// <summary>The first tick that is not before.</summary>
    public static long TickFrom(long time) => time > long.MaxValue - Tick ? time : (time + Tick - 1) / Tick * Tick;

    /// <summary>So many answers were there.</summary>
    public void Saw(int answers)
    {
        if (!allowed) return;
        _seen += answers;
        if (clock.Now < _windowEnds) return;
        (IsDue, _seen, _windowEnds) = (_seen >= Busy, 0, clock.Now + Window);
    }

    /// <summary>Sleeps until the next tick.</summary>
    public void Take() => clock.SleepUntil(TickFrom(clock.Read() + 1));
}
