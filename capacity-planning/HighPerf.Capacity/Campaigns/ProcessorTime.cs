using System.Globalization;

namespace HighPerf.Capacity.Campaigns;

/// <summary>What all processors of the real machine have done (<c>/proc/stat</c>, proc(5)): in control groups is not what the kernel does for nobody, such as packets that come in.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on all of Linux
    private static readonly int[] s_work = [1, 2, 3, 6, 7]; // user, nice, system, irq, softirq; steal is somebody else's

    /// <summary>Seconds since the machine started, all processors together.</summary>
    public static double Read()
    {
        var cells = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return s_work.Sum(cell => long.Parse(cells[cell], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
