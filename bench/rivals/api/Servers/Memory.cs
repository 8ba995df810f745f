using System.Globalization;

namespace HighPerf.ApiRace.Servers;

internal static class Memory
{
    /// <summary>Resident memory of a process (VmRSS, proc(5)).</summary>
    public static long ResidentBytes(int process) =>
        1024 * long.Parse(
            File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
}
