namespace HighPerf.Load.Engine;

/// <summary>
/// Visitors who wait for a connection, first come, first served. Those of one patience stand in a queue of their own, so that one who waits five minutes does not
/// hide that another, behind him, has waited his thirty seconds.
/// </summary>
internal sealed class WaitingLine
{
    private readonly List<(long Timeout, Queue<Journey> Journeys)> _queues = [];

    public int Count { get; private set; }

    public void Enqueue(Journey journey)
    {
        var at = 0;
        while (at < _queues.Count && _queues[at].Timeout != journey.Step.Timeout) at++;
        if (at == _queues.Count) _queues.Add((journey.Step.Timeout, new Queue<Journey>()));
        _queues[at].Journeys.Enqueue(journey);
        Count++;
    }

    /// <summary>Who came first of all.</summary>
    public Journey Dequeue()
    {
        Queue<Journey>? first = null;
        foreach (var (_, journeys) in _queues)
        {
            if (journeys.TryPeek(out var journey) && (first is null || journey.AskedAt < first.Peek().AskedAt)) first = journeys;
        }

        Count--;
        return first!.Dequeue();
    }

    /// <summary>One who has waited too long; null when nobody has.</summary>
    public Journey? DequeueImpatient(long now)
    {
        foreach (var (timeout, journeys) in _queues)
        {
            if (!journeys.TryPeek(out var journey) || now - journey.AskedAt <= timeout) continue;
            Count--;
            return journeys.Dequeue();
        }

        return null;
    }
}
