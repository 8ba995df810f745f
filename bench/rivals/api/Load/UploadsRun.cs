using System.Diagnostics;
using System.Globalization;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace.Load;

/// <summary>Uploads at once, to one server.</summary>
/// <param name="Rate">MB (10⁶ bytes) a second.</param>
/// <param name="MiBEach">The most resident memory above that at the start, by upload.</param>
/// <param name="CpuSeconds">The server's, a GB (10⁹ bytes).</param>
/// <param name="Errors">Refused, broken, or stored with another hash.</param>
internal sealed record UploadsRun(double Rate, double MiBEach, double CpuSeconds, int Errors)
{
    public static async Task<UploadsRun> OfAsync(int server, int count, UploadedClip clip, string directory, Func<Task<bool>> post)
    {
        var idle = ProcessMemory.ResidentBytes(server);
        var most = idle;
        using var process = Process.GetProcessById(server);
        var cpu = process.TotalProcessorTime;
        using var stop = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                most = Math.Max(most, ProcessMemory.ResidentBytes(server));
                await Task.Delay(50);
            }
        });
        var began = Stopwatch.GetTimestamp();
        var stored = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => post()));
        var took = Stopwatch.GetElapsedTime(began);
        await stop.CancelAsync();
        await watch;
        foreach (var file in Directory.EnumerateFiles(directory)) File.Delete(file);
        process.Refresh();
        var bytes = (double)count * clip.Length;
        return new UploadsRun(
            bytes / 1e6 / took.TotalSeconds, (most - idle) / 1048576.0 / count, (process.TotalProcessorTime - cpu).TotalSeconds / (bytes / 1e9), stored.Count(well => !well));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rate:N0} MB/s, {MiBEach:F2} MiB each, {CpuSeconds:F2} CPU s a GB, {Errors} errors");
}
