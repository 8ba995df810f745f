using System.Globalization;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Servers.Groups;

namespace HighPerf.Capacity.Rivals.Systems;

/// <summary>One machine of the plan: a control group with a system's API or its worker in it, and nothing else.</summary>
internal sealed class MachineUnderLoad : IAsyncDisposable
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(2);
    private static int s_made;

    private readonly IRival _rival;

    private MachineUnderLoad(IRival rival, double cpus, long bytes)
    {
        _rival = rival;
        Group = LimitedGroup.Create(string.Create(CultureInfo.InvariantCulture, $"highperf-capacity-{Environment.ProcessId}-{rival.Name}-{Interlocked.Increment(ref s_made)}"), bytes, cpus);
    }

    public LimitedGroup Group { get; }

    /// <summary>Null on an API's machine.</summary>
    public ChildProcess? Worker { get; private set; }

    /// <summary>Seconds from the start until the API answered, or the worker said that it is ready.</summary>
    public double StartSeconds { get; private set; }

    public static Task<MachineUnderLoad> WithApiAsync(IRival rival, double cpus, long bytes) =>
        StartAsync(rival, cpus, bytes, machine => StartClock.OfApiAsync(rival.Url, () => rival.StartApiAsync(machine.Group)));

    public static Task<MachineUnderLoad> WithWorkerAsync(IRival rival, double cpus, long bytes) => StartAsync(rival, cpus, bytes, async machine =>
    {
        var began = TimeProvider.System.GetTimestamp();
        machine.Worker = await rival.StartWorkerAsync(machine.Group);
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    });

    /// <summary>The API anew: what it has not answered yet of a load before is gone with it.</summary>
    public async Task RestartApiAsync()
    {
        await _rival.StopApiAsync();
        await StartClock.OfApiAsync(_rival.Url, () => _rival.StartApiAsync(Group));
    }

    /// <summary>What it holds for itself when nothing is asked of it, in MiB.</summary>
    public async Task<double> IdleMiBAsync()
    {
        await Task.Delay(s_rest);
        return Group.AnonymousMiB;
    }

    public async ValueTask DisposeAsync()
    {
        if (Worker is { } worker) await _rival.StopWorkerAsync(worker);
        else await _rival.StopApiAsync();
        Group.Dispose();
    }

    private static async Task<MachineUnderLoad> StartAsync(IRival rival, double cpus, long bytes, Func<MachineUnderLoad, Task<double>> start)
    {
        var machine = new MachineUnderLoad(rival, cpus, bytes);
        try
        {
            machine.StartSeconds = await start(machine);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }
}
