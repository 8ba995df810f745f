using HighPerf.Api.Videos;

namespace HighPerf.Api.Accounts;

/// <summary>What a player has given and done: profile, videos and votes.</summary>
internal sealed record AccountExport(AccountPlayer Player, IReadOnlyList<OwnVideoSummary> Videos, IReadOnlyList<AccountVote> Votes);
