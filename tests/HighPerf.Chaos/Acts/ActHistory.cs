using HighPerf.Chaos.Plan;

namespace HighPerf.Chaos.Acts;

/// <summary>Everything that was done, for the judgement.</summary>
internal sealed class ActHistory
{
    private readonly Lock gate = new();
    private readonly List<ActRecord> acts = [];
    private readonly List<FlushRecord> flushes = [];

    public IReadOnlyList<ActRecord> Acts
    {
        get
        {
            lock (gate)
                return [.. acts];
        }
    }

    public IReadOnlyList<FlushRecord> Flushes
    {
        get
        {
            lock (gate)
                return [.. flushes];
        }
    }

    public ActRecord Add(int number, ActKind kind, int processId)
    {
        var record = new ActRecord(number, kind, processId, TimeProvider.System.GetUtcNow());
        lock (gate)
            acts.Add(record);
        return record;
    }

    public void Add(FlushRecord flush)
    {
        lock (gate)
            flushes.Add(flush);
    }
}
