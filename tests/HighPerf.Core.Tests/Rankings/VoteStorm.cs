using HighPerf.Core.Players;
using HighPerf.Core.Videos;
using HighPerf.Core.Votes;

namespace HighPerf.Core.Tests.Rankings;

/// <summary>Seeded random votes (with doubles, unknown and hidden videos), openings and hidings, many at once; then one voter leaves.</summary>
internal sealed class VoteStorm(Competition competition, int seed)
{
    private static readonly string?[] s_cities = ["Bogotá", "Cali", "BOGOTA", "Medellín", null];

    private readonly List<Guid> _players = [];
    private readonly List<Guid> _videos = [];
    private long _counted;
    private long _taken;

    /// <summary>Votes that were answered "counted", less those that went with a deleted voter or video.</summary>
    public long Counted => _counted - _taken;

    public async Task PrepareAsync(int players, int videos)
    {
        for (var i = 0; i < players; i++) _players.Add(await competition.PlayerAsync($"P{i}", s_cities[i % s_cities.Length]));
        for (var i = 0; i < videos; i++) _videos.Add(await competition.OpenVideoAsync(_players[i % players]));
    }

    public async Task RunAsync(IReadOnlyList<StandingsProcess> processes, int tasks, int steps)
    {
        await Task.WhenAll(Enumerable.Range(0, tasks).Select(async task =>
        {
            var random = new Random((seed * 1_000) + task);
            for (var step = 0; step < steps; step++) await StepAsync(random, processes[random.Next(processes.Count)]);
        }));
        // When nobody votes any more: what the leaver had cast is known for certain.
        var leaver = _players[new Random(seed).Next(_players.Count)];
        _taken = await competition.ScalarAsync<long>(
            $"select count(*) from votes where player_id = '{leaver}' or video_id in (select id from videos where player_id = '{leaver}')");
        await new AccountStore(competition.Database).DeleteAsync(leaver, keepVotes: false, default);
    }

    private async Task StepAsync(Random random, StandingsProcess process)
    {
        var video = _videos[random.Next(_videos.Count)];
        var moderation = new ModerationStore(competition.Database);
        switch (random.Next(20))
        {
            case 0:
                Assert.Null(await moderation.HideAsync(video, default));
                break;
            case 1:
                Assert.Null(await moderation.PublishAsync(video, default));
                break;
            case 2:
                Assert.Equal(VoteVerdict.NotOpen, await process.Ballots.CastAsync(Vote(random, Guid.CreateVersion7())));
                break;
            default:
                if (await process.Ballots.CastAsync(Vote(random, video)) == VoteVerdict.Counted) Interlocked.Increment(ref _counted);
                break;
        }
    }

    private Vote Vote(Random random, Guid video) =>
        new(_players[random.Next(_players.Count)], video, DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(random.Next(1_000)));
}
