namespace HighPerf.Chaos.Plan;

/// <summary>
/// The acts of a run, from its seed alone. They come in decks of 40 that hold each kind at least once, so that even the shortest run
/// has met everything, each deck in an order of its own.
/// </summary>
internal static class ActPlan
{
    /// <summary>Below 0.6 of the lease, and below what is left of it at the worst moment: two thirds, less a late renewal.</summary>
    private static readonly TimeSpan LongestNap = ChaosSettings.Lease * 0.5;

    private static readonly TimeSpan ShortestSleep = ChaosSettings.Lease + ChaosSettings.SweepPeriod + TimeSpan.FromSeconds(1);

    private static readonly (ActKind Kind, int Count)[] Deck =
    [
        (ActKind.ApiKill, 6),
        (ActKind.ApiTerminate, 2),
        (ActKind.WorkerKill, 6),
        (ActKind.WorkerTerminate, 3),
        (ActKind.ChildKill, 4),
        (ActKind.ChildSegfault, 2),
        (ActKind.WorkerNap, 2),
        (ActKind.WorkerSleep, 2),
        (ActKind.PostgresRestart, 1),
        (ActKind.PostgresQuit, 1),
        (ActKind.PostgresKill, 2),
        (ActKind.RedisRestart, 2),
        (ActKind.RedisRestartEmpty, 1),
        (ActKind.RedisFlushWaiting, 1),
        (ActKind.RedisFlushRunning, 2),
        (ActKind.RedisCut, 2),
        (ActKind.RedisFreeze, 1),
    ];

    /// <summary>Without end; the caller takes what it needs.</summary>
    public static IEnumerable<Act> From(int seed)
    {
        var random = new Random(seed);
        for (var deck = 0; ; deck++)
        {
            var kinds = Deck.SelectMany(entry => Enumerable.Repeat(entry.Kind, entry.Count)).ToArray();
            random.Shuffle(kinds);
            foreach (var kind in kinds)
                yield return new Act(kind, Between(random, 0.3, 3.7), random.Next(2), Length(random, kind, deck));
        }
    }

    private static TimeSpan Length(Random random, ActKind kind, int deck) => kind switch
    {
        ActKind.WorkerNap => Between(random, 0.2, LongestNap.TotalSeconds),
        ActKind.WorkerSleep => Between(random, ShortestSleep.TotalSeconds, ShortestSleep.TotalSeconds + 1.5),
        // The full half minute costs time, so only in every fourth deck, the first included.
        ActKind.RedisFreeze => deck % 4 == 0 ? TimeSpan.FromSeconds(30) : Between(random, 2, 12),
        ActKind.PostgresRestart or ActKind.PostgresQuit or ActKind.PostgresKill => Between(random, 0, 0.6),
        _ => Between(random, 0, 1),
    };

    private static TimeSpan Between(Random random, double from, double to) => TimeSpan.FromSeconds(from + (random.NextDouble() * (to - from)));
}
