namespace HighPerf.Chaos;

/// <summary>The times of the stack under test, short so that a run meets each of them hundreds of times.</summary>
internal static class ChaosSettings
{
    /// <summary>The shortest the product allows.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than any COMMIT of an upload takes here, a restart of PostgreSQL included.</summary>
    public static readonly TimeSpan LeftoverAge = TimeSpan.FromSeconds(12);

    public static readonly TimeSpan LeftoverSweepPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Shorter than a long clip takes, so that a stopped worker has something to give back.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan ApiShutdown = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A sound clip is never poison here, though we kill its workers: with the product's limits of 3 and 5 a run would end some as
    /// <c>failed</c>, which is right and says nothing. So every sound clip must end processed, whatever was done to it.
    /// </summary>
    public const int MaxCrashes = 100;

    /// <inheritdoc cref="MaxCrashes"/>
    public const int MaxFailures = 100;

    /// <summary>Two each: with two workers, twice the cores of a small machine, so that leases are renewed on a busy one.</summary>
    public const int WorkerSlots = 2;

    /// <summary>Unfinished clips beyond which nothing more is uploaded.</summary>
    public const int MaxBacklog = 9;
}
