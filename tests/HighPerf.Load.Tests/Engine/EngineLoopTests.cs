using System.Diagnostics;
using System.Net;
using HighPerf.Load.Engine;
using HighPerf.Load.Http;
using HighPerf.Load.Measurements;
using HighPerf.Load.Simulations;
using HighPerf.Load.Steps;
using HighPerf.Load.Tests.Runs;

namespace HighPerf.Load.Tests.Engine;

[Collection(AloneCollection.Name)]
public sealed class EngineLoopTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void A_closed_load_that_is_refused_at_once_comes_to_its_end()
    {
        using var loop = Loop(seconds: 1);
        var thread = Start(loop);
        Assert.True(thread.Join(TimeSpan.FromSeconds(10)), "it still runs");
        Assert.InRange(loop.Recorders[0].Outcomes[(int)Outcome.NotConnected], 2, 1_000_000);
    }

    [Fact]
    public void A_closed_load_that_is_refused_at_once_can_be_stopped()
    {
        using var loop = Loop(seconds: 600);
        var thread = Start(loop);
        loop.Stop = true;
        Assert.True(thread.Join(TimeSpan.FromSeconds(10)), "it still runs");
    }

    private static Thread Start(EngineLoop loop)
    {
        var thread = new Thread(loop.Run) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static EngineLoop Loop(int seconds)
    {
        var load = new ScenarioLoad([new Phase(0, seconds, 2, 2, IsPoisson: false)], isClosed: true);
        var step = new RequestStep("step", 30 * Second, true, new Template([new Segment("GET / HTTP/1.1\r\n"u8.ToArray())]), null, new Expectation(null, [], "step"), [], null);
        var server = new IPEndPoint(IPAddress.Broadcast, 80); // no TCP connection leads there (ENETUNREACH)
        return new EngineLoop(new LoopOptions(server, [new Scenario("load", load, [step], [], 0)], 1, 1, 1, 100, Stopwatch.GetTimestamp(), 0, seconds * Second, 1), 0);
    }
}
