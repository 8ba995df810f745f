using System.Diagnostics;
using System.Globalization;

namespace HighPerf.BareApi;

/// <summary>The most logins that processors can do: threads that verify one password over and over.</summary>
internal static class BareBcrypt
{
    /// <summary>Prints how many a second.</summary>
    public static int Run(int threads, TimeSpan duration)
    {
        var hash = BCrypt.Net.BCrypt.HashPassword("una-clave-larga", 12);
        var verified = 0;
        var began = Stopwatch.GetTimestamp();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                if (BCrypt.Net.BCrypt.Verify("una-clave-larga", hash)) Interlocked.Increment(ref verified);
            }
        })).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verified / Stopwatch.GetElapsedTime(began).TotalSeconds:F3}"));
        return 0;
    }
}
