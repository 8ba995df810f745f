namespace HighPerf.Core.Votes;

/// <summary>A vote and the caller that waits for its verdict.</summary>
/// <param name="Since">Timestamp of when it came.</param>
internal sealed record WaitingVote(Vote Vote, long Since)
{
    private readonly TaskCompletionSource<VoteVerdict> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<VoteVerdict> Verdict => _verdict.Task;

    public void Answer(VoteVerdict verdict) => _verdict.TrySetResult(verdict);

    public void Fail(Exception reason) => _verdict.TrySetException(reason);
}
