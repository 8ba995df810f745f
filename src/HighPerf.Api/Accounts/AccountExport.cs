using HighPerf.Api.Videos;

namespace HighPerf.Api.Accounts;

/// <summary>Everything that the system holds about a player.</summary>
internal sealed record AccountExport(AccountPlayer Player, IReadOnlyList<OwnVideoSummary> Videos, IReadOnlyList<AccountVote> Votes);
