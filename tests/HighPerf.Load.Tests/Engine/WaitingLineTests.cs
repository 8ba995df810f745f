using HighPerf.Load.Engine;
using HighPerf.Load.Simulations;
using HighPerf.Load.Steps;

namespace HighPerf.Load.Tests.Engine;

public sealed class WaitingLineTests
{
    [Fact]
    public void Who_came_first_is_served_first_whatever_his_patience()
    {
        var line = Line((300, 1), (30, 2), (300, 3), (30, 4));
        Assert.Equal([1L, 2, 3, 4], Enumerable.Range(0, 4).Select(_ => line.Dequeue().AskedAt));
        Assert.Equal(0, line.Count);
    }

    [Fact]
    public void Who_is_patient_does_not_hide_who_is_not()
    {
        var line = Line((300, 1), (30, 2), (30, 3));
        Assert.Null(line.DequeueImpatient(now: 32));
        Assert.Equal(2, line.DequeueImpatient(now: 33)!.AskedAt);
        Assert.Null(line.DequeueImpatient(now: 33));
        Assert.Equal((1L, 3L), (line.Dequeue().AskedAt, line.Dequeue().AskedAt));
    }

    private static WaitingLine Line(params (long Timeout, long AskedAt)[] visitors)
    {
        var line = new WaitingLine();
        foreach (var (timeout, askedAt) in visitors)
        {
            var scenario = new Scenario("test", new ScenarioLoad([], isClosed: false), [new TusStep("step", timeout, null!, null!, null!, 1)], [], 0);
            line.Enqueue(new Journey(scenario, 1) { AskedAt = askedAt });
        }

        return line;
    }
}
