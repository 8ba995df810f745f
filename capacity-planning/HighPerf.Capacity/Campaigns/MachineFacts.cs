using System.Globalization;
using System.Runtime.InteropServices;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.Capacity.Campaigns;

/// <summary>Where it was measured.</summary>
/// <param name="Versions">Of programs: what each says of itself.</param>
internal sealed record MachineFacts(string Processor, int Processors, double MemoryGib, string System, string Kernel, IReadOnlyDictionary<string, string> Versions)
{
    public static async Task<MachineFacts> LookAsync() => new(
        (await File.ReadAllLinesAsync("/proc/cpuinfo")).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown",
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        RuntimeInformation.OSDescription,
        (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease")).Trim(),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["postgres"] = await FirstLineAsync(Programs.FindPostgres("postgres"), "--version"),
            ["redis"] = await FirstLineAsync("redis-server", "--version"),
            ["ffmpeg"] = await FirstLineAsync("ffmpeg", "-version"),
            ["python"] = await FirstLineAsync("/usr/bin/python3", "--version"),
        });

    /// <summary>The commit of the working copy, with a + when it was changed.</summary>
    public static async Task<string> CommitAsync() => await FirstLineAsync("git", "-C", Repository.Root, "describe", "--always", "--dirty=+", "--exclude=*");

    private static async Task<string> FirstLineAsync(string program, params string[] arguments)
    {
        if ((program[0] == '/' ? program : Programs.TryFind(program)) is not { } path || !File.Exists(path)) return "not installed";
        var result = await ChildProcess.RunAsync(new ChildProcessOptions { Program = path, Arguments = arguments }, TimeSpan.FromSeconds(20));
        return string.Create(CultureInfo.InvariantCulture, $"{result.Output}\n").Split('\n')[0];
    }
}
