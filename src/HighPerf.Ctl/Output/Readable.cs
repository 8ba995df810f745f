using System.Globalization;

namespace HighPerf.Ctl.Output;

/// <summary>Times and ages as people read them.</summary>
internal static class Readable
{
    public static string Time(DateTime? time) => time is { } at ? at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "–";

    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:F0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:F0} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:F1} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:F1} d"),
    };
}
