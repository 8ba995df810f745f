using HighPerf.Load.Engine;

namespace HighPerf.Load.Tests.Engine;

public sealed class NapTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, Nap.Tick)]
    [InlineData(Nap.Tick, Nap.Tick)]
    [InlineData(Nap.Tick + 1, 2 * Nap.Tick)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void Visitors_come_on_ticks(long time, long tick) => Assert.Equal(tick, Nap.TickFrom(time));

    [Fact]
    public void A_loop_naps_while_answers_come_often()
    {
        var nap = new Nap(Clock(), allowed: true);
        nap.Saw(100); // the first look ends a window
        Assert.True(nap.IsDue);
    }

    [Fact]
    public void A_loop_that_hears_little_does_not_nap()
    {
        var nap = new Nap(Clock(), allowed: true);
        nap.Saw(1);
        Assert.False(nap.IsDue);
    }

    [Fact]
    public void A_closed_load_never_naps()
    {
        var nap = new Nap(Clock(), allowed: false);
        nap.Saw(100);
        Assert.False(nap.IsDue);
    }

    [Fact]
    public void A_nap_ends_on_a_tick()
    {
        const long Slack = Nap.Tick / 2; // in which the machine wakes a thread, in one of twenty naps at least
        var clock = Clock();
        var nap = new Nap(clock, allowed: true);
        var overslept = Enumerable.Range(0, 20).Min(_ =>
        {
            var next = Nap.TickFrom(clock.Read() + 1);
            nap.Take();
            Assert.True(clock.Read() >= next, "it ended before its tick");
            return clock.Now % Nap.Tick;
        });
        Assert.InRange(overslept, 0, Slack);
    }

    private static LoopClock Clock()
    {
        var clock = new LoopClock(System.Diagnostics.Stopwatch.GetTimestamp());
        clock.Read();
        return clock;
    }
}
