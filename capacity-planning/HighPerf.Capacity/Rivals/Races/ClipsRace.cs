using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>Clips that wait in the queue, uploaded before; then a worker of two slots starts.</summary>
internal sealed class ClipsRace(Ground ground)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    public Task RunAsync() => ground.TakeTurnsAsync(RivalPaths.Clips, TurnAsync);

    private async Task<string?> TurnAsync(IRival rival, string directory, double cpus, bool isLast)
    {
        var clips = ground.Settings.Clips;
        await rival.ForgetUploadsAsync();
        await rival.StartApiAsync(null);
        using (var uploader = await Uploader.LogInAsync(rival))
        {
            for (var n = 0; n < clips; n++) await uploader.UploadAsync(await CapacityClips.LargeAsync(ground.Settings.ClipMiB, ground.Settings.ClipSeconds));
        }

        await rival.StopApiAsync();
        await using (var machine = await MachineUnderLoad.WithWorkerAsync(rival, cpus, ground.Options.MemoryBytes))
        {
            await rival.TakenAsync(machine.Worker!, 1, s_patience);
            var (began, cpu) = (TimeProvider.System.GetTimestamp(), machine.Group.CpuSeconds);
            await using var watch = new MachineWatch(machine.Group, ground.Postgres, rival.UploadsDirectory);
            await rival.MadeAsync(clips, s_patience);
            var (seconds, cpuSeconds) = (TimeProvider.System.GetElapsedTime(began).TotalSeconds, machine.Group.CpuSeconds - cpu);
            var series = await watch.EndAsync(Path.Combine(directory, "machine.csv"));
            var record = new ClipsRecord(clips, seconds, cpuSeconds, series.Samples.Max(one => one.MemoryMiB));
            ground.Folder.Write(Path.Combine(Path.GetRelativePath(ground.Folder.Root, directory), "clips.json"), record);
            Progress.Say($"  clips, {rival.Name}: {record.PerMinute:F2} videos/min, {record.CpuSeconds / clips:F1} s of processor each, {record.MostMiB:F0} MiB");
        }

        await rival.ForgetUploadsAsync();
        return null;
    }
}
