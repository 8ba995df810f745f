using HighPerf.Load.Http;

namespace HighPerf.Load.Engine;

/// <summary>A visitor on the way through the steps of a scenario. Times are timestamps of <see cref="System.Diagnostics.Stopwatch"/>, in nanoseconds.</summary>
internal sealed class Journey(Scenario scenario, int slots) : Belongings(slots, scenario.Captured)
{
    public Scenario Scenario { get; } = scenario;

    /// <summary>Which step of the scenario.</summary>
    public int StepIndex { get; set; }

    /// <summary>When the step was to begin: latencies count from here.</summary>
    public long Intended { get; set; }

    /// <summary>When it began to ask: the loop may have been late.</summary>
    public long Began { get; set; }

    /// <summary>When the request that is under way was asked for.</summary>
    public long AskedAt { get; set; }

    /// <summary>Nanoseconds that the generator kept it waiting after it had begun; of one that waits for a connection there is the beginning of that in it.</summary>
    public long Kept { get; set; }

    /// <summary>The step's answer is waited for.</summary>
    public bool IsAsking { get; set; }

    /// <summary>A request of this step was sent anew already.</summary>
    public bool WasRepeated { get; set; }

    public Steps.Step Step => Scenario.Steps[StepIndex];

    public void BeginStep(int index, long intended)
    {
        (StepIndex, Intended, Began, Kept, WasRepeated) = (index, intended, 0, 0, false);
        (Location, Offset) = (null, 0);
    }
}
