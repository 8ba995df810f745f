using System.Globalization;
using HighPerf.Testing.Servers.Groups;

namespace HighPerf.Capacity.Campaigns;

/// <summary>Samples a machine under load twice a second, and writes what it saw as CSV.</summary>
internal sealed class MachineWatch : IAsyncDisposable
{
    private const string Header = "at,server_cpu_s,throttled_s,database_cpu_s,memory_mib,disk_busy_s,disk_written_mib,queue,processes,machine_cpu_s";
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(500);

    private readonly List<MachineSample> _samples = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly LimitedGroup _server;
    private readonly LimitedGroup? _database;
    private readonly Func<Task<int>>? _queue;
    private readonly BlockDevice _disk;
    private readonly Task _loop;

    /// <param name="directory">On the disk that is watched.</param>
    /// <param name="queue">How many jobs there are.</param>
    public MachineWatch(LimitedGroup server, LimitedGroup? database, string directory, Func<Task<int>>? queue = null)
    {
        (_server, _database, _queue, _disk) = (server, database, queue, BlockDevice.Of(directory));
        _loop = RunAsync();
    }

    /// <summary>Ends it and writes the file.</summary>
    public async Task<MachineSeries> EndAsync(string path)
    {
        await _stop.CancelAsync();
        await _loop;
        await File.WriteAllLinesAsync(path + ".part", [Header, .. _samples.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"{one.At:F3},{one.ServerCpu:F4},{one.Throttled:F4},{one.DatabaseCpu:F4},{one.MemoryMiB:F1},{one.DiskBusy:F3},{one.DiskWrittenMiB:F1},{one.Queue},{one.Processes},{one.MachineCpu:F2}"))]);
        File.Move(path + ".part", path, overwrite: true); // whole, or not there: by it a campaign that was cut off knows what it has measured
        return new MachineSeries(_samples);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var queue = _queue is null ? 0 : await _queue();
            var (busy, written) = _disk.Read();
            _samples.Add(new MachineSample(
                TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1_000.0, _server.CpuSeconds, _server.ThrottledSeconds, _database?.CpuSeconds ?? 0, _server.AnonymousMiB, busy, written, queue, _server.Processes, ProcessorTime.Read()));
            await Task.Delay(s_every, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
