using System.Globalization;

namespace HighPerf.Load.Plans;

/// <summary>Sizes as plans write them: a number of bytes, or one with <c>KB</c>, <c>MB</c> or <c>GB</c>, powers of 1024.</summary>
internal static class Sizes
{
    private static readonly (string Unit, long Bytes)[] s_units = [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("", 1)];

    public static long Parse(string text, string where)
    {
        foreach (var (unit, bytes) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= long.MaxValue / bytes)
            {
                return number * bytes;
            }
        }

        throw new PlanException($"{where}: '{text}' is no size such as 65536, 512KB or 8MB");
    }
}
