using System.Threading.Channels;
using HighPerf.Core.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HighPerf.Core.Votes;

/// <summary>
/// Group commit: all votes that wait go into one statement, and every caller gets its own verdict after the commit. While one batch
/// commits, the next one gathers. What became of a batch whose COMMIT was not answered is unknown, and its callers are told so
/// (<see cref="UnavailableException"/>): never "counted", never "already voted".
/// </summary>
public sealed partial class BallotBox(VoteStore votes, VoteOptions options, TimeProvider time, ILogger<BallotBox> logger) : BackgroundService
{
    private const int Attempts = 3;

    /// <summary>Nobody waits longer for a batch to begin: while the database is slow, a vote that was not cast is better than an answer that nobody reads.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    private readonly Channel<WaitingVote> _waiting = Channel.CreateBounded<WaitingVote>(
        new BoundedChannelOptions(options.MaxWaiting));

    private VoteSession? _session;

    /// <summary>The verdict on one vote, after its commit. <see cref="UnavailableException"/>: too many wait, it waited too long, or the outcome is unknown.</summary>
    public Task<VoteVerdict> CastAsync(Vote vote)
    {
        var waiting = new WaitingVote(vote, time.GetTimestamp());
        return _waiting.Writer.TryWrite(waiting) ? waiting.Verdict : throw new UnavailableException("too many votes wait");
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => CountAll(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>On a thread of its own, which the polling thread wakes: in the pool, the database's answer would wait behind the requests that have come meanwhile.</summary>
    private void CountAll(CancellationToken stoppingToken)
    {
        using var stopping = stoppingToken.Register(() => _waiting.Writer.TryComplete()); // what waits is still counted
        var batch = new List<WaitingVote>(options.MaxBatch);
        while (_waiting.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult()) // a thread of its own has nothing to await on
        {
            while (batch.Count < options.MaxBatch && _waiting.Reader.TryRead(out var vote)) Take(vote, batch);
            if (batch.Count > 0) Count(batch);
            batch.Clear();
        }

        Close();
    }

    private void Take(WaitingVote vote, List<WaitingVote> batch)
    {
        if (time.GetElapsedTime(vote.Since) > s_longestWait) vote.Fail(new UnavailableException("the vote waited too long, and was not cast"));
        else batch.Add(vote);
    }

    /// <summary>
    /// One statement for all; when that keeps failing for a reason of the data, one by one, so that nobody fails for another. False: the database did not
    /// answer as it should.
    /// </summary>
    private bool Count(List<WaitingVote> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _session ??= votes.Open();
                var verdicts = _session.Cast(Votes(batch));
                for (var i = 0; i < batch.Count; i++) batch[i].Answer(verdicts[i]);
                return true;
            }
            catch (PostgresException e) when (IsConflict(e) && attempt < Attempts)
            {
                Repeated(batch.Count, e.SqlState); // rolled back for certain: a deadlock with a deletion, or a player deleted meanwhile
            }
            catch (PostgresException e) when (IsConflict(e) && batch.Count > 1)
            {
                return CountEach(batch);
            }
            catch (PostgresException e) when (IsConflict(e))
            {
                Refused(e.SqlState);
                batch[0].Fail(new UnavailableException("the vote was not cast", e));
                return true;
            }
            catch (Exception e) // whatever it was, every caller gets an answer and the box goes on
            {
                NotCounted(batch.Count, e);
                foreach (var vote in batch) vote.Fail(new UnavailableException("the outcome of the vote is unknown", e));
                Close();
                return false;
            }
        }
    }

    /// <summary>Until one finds the database gone: the others need not find out, each for itself and after a wait of its own.</summary>
    private bool CountEach(List<WaitingVote> batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (Count([batch[i]])) continue;
            foreach (var vote in batch.Skip(i + 1)) vote.Fail(new UnavailableException("the vote was not cast"));
            return false;
        }

        return true;
    }

    private void Close()
    {
        var session = _session;
        _session = null;
        session?.Dispose();
    }

    private static Vote[] Votes(List<WaitingVote> batch)
    {
        var taken = new Vote[batch.Count];
        for (var i = 0; i < taken.Length; i++) taken[i] = batch[i].Vote;
        return taken;
    }

    private static bool IsConflict(PostgresException e) => e.SqlState
        is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.ForeignKeyViolation;

    [LoggerMessage(3001, LogLevel.Information, "A batch of {Count} votes is repeated after {SqlState}")]
    private partial void Repeated(int count, string sqlState);

    [LoggerMessage(3003, LogLevel.Error, "A vote is not cast: the database refuses it with {SqlState}")]
    private partial void Refused(string sqlState);

    [LoggerMessage(3002, LogLevel.Error, "The outcome of {Count} votes is unknown")]
    private partial void NotCounted(int count, Exception exception);
}
