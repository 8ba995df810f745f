using HighPerf.Core.Rankings;

namespace HighPerf.Bench.Cases;

/// <summary>The standings: what a poll of the feed costs among 100,000 players.</summary>
internal static class StandingsCases
{
    private const int Votes = 50; // in one poll: a hundred a second

    public static IEnumerable<HotCase> All =>
    [
        new("standings, a poll with fifty votes", () =>
        {
            var copy = Contest.Copy();
            var n = 0;
            return () =>
            {
                var deltas = new List<VideoDelta>(Votes);
                for (var i = 0; i < Votes; i++)
                {
                    n = (n + 7_919) % Contest.Players;
                    deltas.Add(new VideoDelta(Contest.Videos[n].Id, 1, new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(n)));
                }

                copy.Apply(new StandingsChange("1:1:", Pruned: false, VerifyAsked: false, deltas, [], []));
            };
        }),
    ];
}
