using System.Globalization;

namespace HighPerf.Capacity.Rivals.Report;

/// <summary>Numbers as they are printed: three digits that count.</summary>
internal static class Figures
{
    public static string Text(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
