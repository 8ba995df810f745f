using System.Globalization;

namespace HighPerf.Capacity.Campaigns;

/// <summary>The disk below a directory, by the kernel's counters (Documentation/admin-guide/iostats.rst).</summary>
internal sealed class BlockDevice(string? name)
{
    private const double MiBPerSector = 512.0 / (1 << 20);

    /// <summary>The device of the file system that a directory is on; one without counters for tmpfs and the like.</summary>
    public static BlockDevice Of(string directory)
    {
        var path = Path.GetFullPath(directory);
        var device = File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' '))
            .Where(cells => path == cells[4] || cells[4] == "/" || path.StartsWith(cells[4] + "/", StringComparison.Ordinal)).MaxBy(cells => cells[4].Length)?[2];
        return new BlockDevice(device is null ? null : File.ReadLines("/proc/diskstats").Select(Cells).Where(cells => $"{cells[0]}:{cells[1]}" == device).Select(cells => cells[2]).FirstOrDefault());
    }

    /// <summary>Seconds that it had something to do, and MiB written, since the machine was started; NaN without counters: nobody knows.</summary>
    public (double Busy, double WrittenMiB) Read()
    {
        var cells = name is null ? null : File.ReadLines("/proc/diskstats").Select(Cells).FirstOrDefault(one => one[2] == name);
        return cells is null ? (double.NaN, double.NaN) : (Number(cells[12]) / 1_000, Number(cells[9]) * MiBPerSector);
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
