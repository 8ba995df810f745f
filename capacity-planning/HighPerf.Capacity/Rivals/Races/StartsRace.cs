using System.Globalization;
using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>How soon each system is there, and what it holds before anybody has come.</summary>
internal sealed class StartsRace(Ground ground)
{
    public Task RunAsync() => ground.TakeTurnsAsync(RivalPaths.Starts, TurnAsync);

    private async Task<string?> TurnAsync(IRival rival, string directory, double cpus, bool isLast)
    {
        double apiSeconds, apiMiB;
        await using (var machine = await MachineUnderLoad.WithApiAsync(rival, cpus, ground.Options.MemoryBytes)) (apiSeconds, apiMiB) = (machine.StartSeconds, await machine.IdleMiBAsync());
        var isWithWorker = int.Parse(directory.AsSpan(directory.LastIndexOf('-') + 1), CultureInfo.InvariantCulture) <= ground.Settings.Rounds; // of round-n
        // The old worker encodes its bumpers at each start: that is not waited for more often than needed.
        await using var worker = isWithWorker ? await MachineUnderLoad.WithWorkerAsync(rival, cpus, ground.Options.MemoryBytes) : null;
        var record = new StartRecord(apiSeconds, apiMiB, worker?.StartSeconds, worker is null ? null : await worker.IdleMiBAsync());
        ground.Folder.Write(Path.Combine(Path.GetRelativePath(ground.Folder.Root, directory), "start.json"), record);
        Progress.Say($"  start, {rival.Name}: API {record.ApiSeconds:F3} s, {record.ApiMiB:F0} MiB{(worker is null ? "" : $"; worker {record.WorkerSeconds:F3} s, {record.WorkerMiB:F0} MiB")}");
        return null;
    }
}
