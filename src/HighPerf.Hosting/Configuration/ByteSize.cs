using System.Globalization;

namespace HighPerf.Hosting.Configuration;

/// <summary>Sizes in bytes as people write them; units are powers of 1024 (IEC 80000-13).</summary>
public static class ByteSize
{
    private static readonly (string Unit, long Bytes)[] s_units = [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("", 1)];

    public static long Parse(string text)
    {
        foreach (var (unit, bytes) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0 && number <= long.MaxValue / bytes)
            {
                return number * bytes;
            }
        }

        throw new FormatException("needs a size in bytes or with KiB, MiB, GiB, like 100MiB");
    }
}
