using System.Globalization;

namespace HighPerf.Testing.Stacks;

public static class ProcessMemory
{
    /// <summary>Resident memory of a process (VmRSS, proc(5)).</summary>
    public static long ResidentBytes(int process) => Bytes(process, "VmRSS:");

    /// <summary>The most it has ever been (VmHWM).</summary>
    public static long PeakBytes(int process) => Bytes(process, "VmHWM:");

    private static long Bytes(int process, string name) =>
        1024 * long.Parse(
            File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
}
