using System.Globalization;

namespace HighPerf.Capacity.Campaigns;

/// <summary>Samples of a machine over a time.</summary>
internal sealed class MachineSeries(IReadOnlyList<MachineSample> samples)
{
    public IReadOnlyList<MachineSample> Samples { get; } = samples;

    /// <exception cref="CapacityException">It is not there, or something else.</exception>
    public static MachineSeries Read(string path)
    {
        if (!File.Exists(path)) throw new CapacityException($"{path} is missing, and the report needs it");
        return new MachineSeries([.. File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(cells => new MachineSample(
            Number(cells[0]), Number(cells[1]), Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5]), Number(cells[6]), (int)Number(cells[7]), (int)Number(cells[8]), Number(cells[9])))]);
    }

    /// <summary>What was used of each resource between two times, a second: processors, a share of the time, MiB.</summary>
    public MachineUse Between(double from, double until)
    {
        MachineSample[] within = [.. Samples.Where(one => one.At >= from && one.At <= until)];
        if (within.Length < 2) throw new CapacityException(string.Create(CultureInfo.InvariantCulture, $"the machine was looked at {within.Length} times in the {until - from:F1} s that were measured"));
        var (first, last) = (within[0], within[^1]);
        var seconds = last.At - first.At;
        return new MachineUse(
            (last.ServerCpu - first.ServerCpu) / seconds, (last.Throttled - first.Throttled) / seconds, (last.DatabaseCpu - first.DatabaseCpu) / seconds, within.Max(one => one.MemoryMiB),
            (last.DiskBusy - first.DiskBusy) / seconds, (last.MachineCpu - first.MachineCpu) / seconds, within.Average(one => one.Processes));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
