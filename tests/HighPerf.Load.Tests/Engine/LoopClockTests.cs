using System.Diagnostics;
using HighPerf.Load.Engine;

namespace HighPerf.Load.Tests.Engine;

public sealed class LoopClockTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void What_the_kernel_says_by_the_wall_clock_is_told_by_the_loops_own()
    {
        var clock = new LoopClock(Stopwatch.GetTimestamp() - 10 * Second);
        var wall = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100; // before the clocks are compared
        clock.Compare();
        Assert.InRange(clock.Now - clock.Received(wall, notBefore: 0), 0, Second);
        Assert.InRange(clock.Now - clock.Received(wall - 2 * Second, notBefore: 0), 2 * Second, 3 * Second);
    }

    [Fact]
    public void What_cannot_be_is_now()
    {
        var clock = new LoopClock(Stopwatch.GetTimestamp() - 10 * Second);
        clock.Compare();
        var wall = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        Assert.Equal(clock.Now, clock.Received(0, notBefore: 0)); // the kernel does not say
        Assert.Equal(clock.Now, clock.Received(wall + Second, notBefore: 0)); // the wall clock was set
        Assert.Equal(clock.Now, clock.Received(wall - 5 * Second, notBefore: clock.Now - Second)); // before it was asked for
    }
}
