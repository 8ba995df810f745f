using HighPerf.Core.Rankings;

namespace HighPerf.Bench.Cases;

/// <summary>A contest of the size that the system is built for.</summary>
internal static class Contest
{
    public const int Players = 100_000;
    private const int Cities = 200;

    private static readonly DateTime s_opened = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A video for each player.</summary>
    public static IReadOnlyList<OpenVideo> Videos { get; } = [.. Enumerable.Range(0, Players).Select(Video)];

    public static StandingsCopy Copy() => new(Videos, closesAt: null, version: 1);

    private static OpenVideo Video(int n)
    {
        var random = new Random(n);
        var city = FormattableString.Invariant($"Ciudad {Math.Min(random.Next(Cities), random.Next(Cities))}");
        return new OpenVideo(
            Id(n), Id(n + Players), FormattableString.Invariant($"Triple número {n}"), FormattableString.Invariant($"Jugador {n} Apellido"), city, city.ToLowerInvariant(),
            s_opened.AddSeconds(n), s_opened.AddSeconds(n + 60), s_opened.AddSeconds(n + 60), $"{Id(n)}.1.mp4", $"{Id(n)}.1.jpg", random.Next(1_000), s_opened.AddHours(n % 500));
    }

    private static Guid Id(int n) => new(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
}
