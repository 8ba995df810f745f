using System.Diagnostics;
using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Api.Limits;
using HighPerf.Core.Contests;
using HighPerf.Core.Errors;
using HighPerf.Core.Votes;

namespace HighPerf.Api.Votes;

/// <summary>Where players vote: their limit, the contest's dates and the ballot box, and what they are told.</summary>
internal sealed class Polls(BallotBox ballots, ApiOptions options, TimeProvider time)
{
    private static readonly ReadyJson s_counted = ReadyJson.Of(new VoteResponse("Voto registrado exitosamente."), ApiJson.Wire.VoteResponse);

    private readonly Buckets<Guid> _limits = new(options.Limits.VotesPerMinute / 60, burst: options.Limits.VotesPerMinute, time);

    /// <param name="videoId">As the URL has it.</param>
    public async Task<IResult> VoteAsync(Guid player, ReadOnlyMemory<char> videoId)
    {
        var receivedAt = time.GetUtcNow();
        if (_limits.Take(player) is { Ticks: > 0 } wait) return ErrorCatalogue.TooManyRequests.ToResult(retryAfter: wait);
        if (!Guid.TryParseExact(videoId.Span, "D", out var id)) return ErrorCatalogue.VideoNotFound.ToResult();
        if (options.Voting.StateAt(receivedAt) != VotingState.Open) return ErrorCatalogue.VotingClosed.ToResult();
        return await ballots.CastAsync(new Vote(player, id, receivedAt)) switch
        {
            VoteVerdict.Counted => s_counted,
            VoteVerdict.AlreadyVoted => ErrorCatalogue.AlreadyVoted.ToResult(),
            VoteVerdict.NotOpen => ErrorCatalogue.VideoNotFound.ToResult(),
            VoteVerdict.UnknownPlayer => ErrorCatalogue.Unauthorized.ToResult(),
            _ => throw new UnreachableException(),
        };
    }
}
