namespace HighPerf.Queue;

/// <summary>One doorbell stream each, read in weighted order (<see cref="Processing.WeightedOrder"/>).</summary>
public enum JobPriority
{
    High = 0,
    Normal = 1,
    Low = 2,
}
