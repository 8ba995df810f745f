using System.Runtime.CompilerServices;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;

namespace HighPerf.Queue.Inspection;

/// <summary>
/// The dead jobs, to be replayed or dropped. A replay goes in batches, each rung at once and no faster than a rate: a thousand jobs that
/// died of one cause need not come back in one moment.
/// </summary>
public sealed class DeadLetters(IJobLedger ledger, Bell bell, TimeProvider time)
{
    private const int MaxBatch = 100;

    /// <summary>Replays these jobs in this order, at most <paramref name="perSecond"/> a second (greater than 0).</summary>
    public async IAsyncEnumerable<DeadLetterResult> ReplayAsync(
        IReadOnlyCollection<Guid> jobs, double perSecond, ReplayRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        var left = jobs.Count;
        foreach (var batch in jobs.Chunk((int)Math.Clamp(perSecond, 1, MaxBatch)))
        {
            var started = time.GetTimestamp();
            foreach (var result in await ReplayBatchAsync(batch, rows, cancellationToken)) yield return result;
            left -= batch.Length;
            var pause = TimeSpan.FromSeconds(batch.Length / perSecond) - time.GetElapsedTime(started);
            if (left > 0 && pause > TimeSpan.Zero) await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Deletes these jobs; what they were about stays as their death left it.</summary>
    public async IAsyncEnumerable<DeadLetterResult> DropAsync(
        IReadOnlyCollection<Guid> jobs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var job in jobs)
        {
            var outcome = await ledger.DropAsync(job, cancellationToken) ? DeadLetterOutcome.Dropped
                : await ledger.FindAsync(job, cancellationToken) is null ? DeadLetterOutcome.NotFound
                : DeadLetterOutcome.NotDead;
            yield return new DeadLetterResult(job, outcome);
        }
    }

    private async Task<IReadOnlyList<DeadLetterResult>> ReplayBatchAsync(Guid[] batch, ReplayRows rows, CancellationToken cancellationToken)
    {
        var results = new List<DeadLetterResult>(batch.Length);
        var replayed = new List<JobRecord>(batch.Length);
        foreach (var id in batch)
        {
            var job = await ledger.FindAsync(id, cancellationToken);
            var outcome = job is null ? DeadLetterOutcome.NotFound : await ReplayAsync(job, rows, cancellationToken);
            if (outcome == DeadLetterOutcome.Replayed) replayed.Add(job!);
            results.Add(new DeadLetterResult(id, outcome));
        }

        var unrung = new HashSet<Guid>();
        foreach (var group in replayed.GroupBy(job => job.Priority))
        {
            var ids = group.Select(job => job.Id).ToList();
            if (!await bell.RingAsync(group.Key, ids)) unrung.UnionWith(ids);
        }

        return [.. results.Select(r => unrung.Contains(r.Job) ? r with { Outcome = DeadLetterOutcome.ReplayedUnrung } : r)];
    }

    private async Task<DeadLetterOutcome> ReplayAsync(JobRecord job, ReplayRows rows, CancellationToken cancellationToken)
    {
        switch (await ledger.ReplayAsync(job.Id, (transaction, token) => rows(job, transaction, token), cancellationToken))
        {
            case ReplayResult.Replayed:
                return DeadLetterOutcome.Replayed;
            case ReplayResult.KeyTaken:
                return DeadLetterOutcome.KeyTaken;
            case ReplayResult.Gone:
                return await ledger.DropAsync(job.Id, cancellationToken) ? DeadLetterOutcome.DroppedGone : DeadLetterOutcome.NotDead;
            default:
                return DeadLetterOutcome.NotDead;
        }
    }
}
