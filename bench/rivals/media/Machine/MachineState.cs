using System.Globalization;
using HighPerf.MediaRace.Processes;
using HighPerf.Testing;

namespace HighPerf.MediaRace.Machine;

/// <summary>What figures were taken on, and whether anything else was going on.</summary>
/// <param name="Cpu">The model.</param>
/// <param name="Level">Which vector instructions it has.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="Load">The load average over one minute.</param>
/// <param name="Busy">The part of all cores that others used just before the start, 0 to 1.</param>
/// <param name="Ffmpeg">The command line's version.</param>
internal sealed record MachineState(string Cpu, string Level, int Cores, double Load, double Busy, string Ffmpeg)
{
    private const double IdleLoad = 0.5;
    private const double IdleBusy = 0.1;

    public bool IsIdle => Load < IdleLoad && Busy < IdleBusy;

    public static async Task<MachineState> LookAsync(CancellationToken cancellation)
    {
        var info = await File.ReadAllLinesAsync("/proc/cpuinfo", cancellation);
        var flags = Value(info, "flags").Split(' ').ToHashSet(StringComparer.Ordinal);
        var load = (await File.ReadAllTextAsync("/proc/loadavg", cancellation)).Split(' ')[0];
        var version = await Tool.RunAsync(new Step("ffmpeg", ["-version"]), cancellation);
        return new MachineState(
            Value(info, "model name"),
            flags.Contains("avx512f") && flags.Contains("avx512bw") ? "avx512" : flags.Contains("avx2") ? "avx2" : "below avx2",
            Environment.ProcessorCount,
            double.Parse(load, CultureInfo.InvariantCulture),
            await BusyAsync(cancellation),
            version.Output.Split('\n')[0].Split(" Copyright")[0]);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cpu}, {Level}, {Cores} cores; load {Load:F2}, {Busy:P0} busy at the start; {Ffmpeg}");

    /// <summary>Says what it is, and warns when figures will be worth less.</summary>
    public void Report()
    {
        Progress.Say($"{this}");
        if (!IsIdle) Progress.Say($"WARNING: the machine is not idle: trust ratios of pairs, not seconds, and walls least");
    }

    private static async Task<double> BusyAsync(CancellationToken cancellation)
    {
        var (busyBefore, allBefore) = await TicksAsync(cancellation);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellation);
        var (busy, all) = await TicksAsync(cancellation);
        return (busy - busyBefore) / Math.Max(1, all - allBefore);
    }

    private static async Task<(double Busy, double All)> TicksAsync(CancellationToken cancellation)
    {
        // cpu user nice system idle iowait irq softirq steal
        var line = (await File.ReadAllLinesAsync("/proc/stat", cancellation))[0];
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }

    private static string Value(string[] info, string name) =>
        info.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";
}
