using System.Diagnostics;
using System.Globalization;

namespace HighPerf.Testing;

/// <summary>One line per thing done, with the time since the start, on stderr; tables go to stdout.</summary>
public static class Progress
{
    private static readonly long s_start = Stopwatch.GetTimestamp();

    public static void Say(FormattableString text)
    {
        var elapsed = Stopwatch.GetElapsedTime(s_start);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(int)elapsed.TotalMinutes,3}:{elapsed.Seconds:00}  {text.ToString(CultureInfo.InvariantCulture)}"));
    }
}
