using System.Globalization;

namespace HighPerf.Load.Plans;

/// <summary>Durations as plans write them: a number and a unit, <c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>.</summary>
internal static class Duration
{
    private const double Least = 1e-6; // seconds
    private const double Most = 30 * 86_400;

    private static readonly (string Unit, double Seconds)[] s_units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600)];

    /// <exception cref="PlanException">It is none, or not between a microsecond and 30 days.</exception>
    public static TimeSpan Parse(string? text, string where)
    {
        foreach (var (unit, seconds) in s_units)
        {
            if (text?.EndsWith(unit, StringComparison.Ordinal) != true) continue;
            if (double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * seconds is >= Least and <= Most)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        throw new PlanException($"{where}: '{text}' is no duration such as 250ms, 30s, 5m or 2h, and of 30 days at most");
    }

    public static string Text(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###}ms"),
        { TotalMinutes: >= 1 } when duration.Ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###}s"),
    };
}
