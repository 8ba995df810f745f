namespace HighPerf.Queue.Processing;

/// <summary>
/// The order in which the priorities' streams are looked at: each look starts with the next of a fixed cycle in which high comes six
/// times, normal three and low once, and goes on by priority, so that nothing starves and nothing is idle while there is work.
/// </summary>
public sealed class WeightedOrder
{
    private static readonly JobPriority[] s_cycle =
    [
        JobPriority.High, JobPriority.Normal, JobPriority.High, JobPriority.High, JobPriority.Normal,
        JobPriority.High, JobPriority.Low, JobPriority.High, JobPriority.Normal, JobPriority.High,
    ];

    private static readonly JobPriority[][] s_orders = [.. s_cycle.Select(first =>
        new[] { first }.Concat(Enum.GetValues<JobPriority>().Where(p => p != first)).ToArray())];

    private int _next;

    public IReadOnlyList<JobPriority> Next()
    {
        var order = s_orders[_next];
        _next = (_next + 1) % s_orders.Length;
        return order;
    }
}
