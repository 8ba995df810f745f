using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using Microsoft.Extensions.Time.Testing;

namespace HighPerf.Queue.Tests.Ledgers;

public sealed class MemoryLedgerTests : LedgerConformance
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _written = [];

    public MemoryLedgerTests() => Ledger = new MemoryLedger(_time);

    protected override IJobLedger Ledger { get; }

    protected override Task PassAsync(TimeSpan span)
    {
        _time.Advance(span);
        return Task.CompletedTask;
    }

    protected override JobWrites Writing(string word) => (transaction, _) =>
    {
        Assert.IsType<MemoryJobTransaction>(transaction).OnCommit(() => _written.Add(word));
        return Task.CompletedTask;
    };

    protected override Task<IReadOnlyList<string>> WrittenAsync() => Task.FromResult<IReadOnlyList<string>>(_written);
}
