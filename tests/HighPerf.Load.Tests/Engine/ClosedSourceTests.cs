using HighPerf.Load.Engine;
using HighPerf.Load.Simulations;

namespace HighPerf.Load.Tests.Engine;

public sealed class ClosedSourceTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Who_takes_a_place_is_due_when_the_one_before_was_to_go_however_late_the_loop_is()
    {
        var source = Source(new Phase(0, 10, 1, 1, IsPoisson: false));
        Assert.Equal(1, source.Missing(Second));
        Assert.Equal(Second, source.Come(Second));
        Assert.Equal(0, source.Missing(2 * Second));
        source.Left(2 * Second);
        Assert.Equal(1, source.Missing(3 * Second));
        Assert.Equal(2 * Second, source.Come(3 * Second));
    }

    [Fact]
    public void A_place_that_was_not_taken_again_is_forgotten()
    {
        var source = Source(new Phase(0, 10, 1, 1, IsPoisson: false), new Phase(10, 10, 0, 0, IsPoisson: false), new Phase(20, 10, 1, 1, IsPoisson: false));
        source.Come(Second);
        source.Left(9 * Second);
        Assert.Equal(0, source.Missing(15 * Second));
        Assert.Equal(1, source.Missing(25 * Second));
        Assert.Equal(25 * Second, source.Come(25 * Second));
    }

    private static ClosedSource Source(params Phase[] phases) => new(new Scenario("users", new ScenarioLoad(phases, isClosed: true), [], [], 0), share: 0, loops: 1);
}
