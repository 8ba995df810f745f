using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing;
using HighPerf.Testing.Clips;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>How fast each queue moves jobs with nothing to do, and how soon an idle worker takes a clip that is uploaded.</summary>
internal sealed class QueueRace(Ground ground)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    public Task RunAsync() => ground.TakeTurnsAsync(RivalPaths.Queue, TurnAsync);

    private async Task<string?> TurnAsync(IRival rival, string directory, double cpus, bool isLast)
    {
        await rival.ForgetUploadsAsync();
        var jobs = ground.Settings.TrivialJobs;
        await rival.EnqueueTrivialAsync(jobs);
        double seconds;
        await using (var machine = await MachineUnderLoad.WithWorkerAsync(rival, cpus, ground.Options.MemoryBytes)) seconds = await rival.TrivialEndedAsync(machine.Worker!, jobs, s_patience);

        await rival.ForgetUploadsAsync();
        var (taken, made) = (new List<double>(), new List<double>());
        await rival.StartApiAsync(null);
        await using (var machine = await MachineUnderLoad.WithWorkerAsync(rival, cpus, ground.Options.MemoryBytes))
        {
            using var uploader = await Uploader.LogInAsync(rival);
            for (var n = 1; n <= ground.Settings.Dispatches; n++)
            {
                var began = TimeProvider.System.GetTimestamp();
                var upload = uploader.UploadAsync(await Clips.SmallTwoSeconds);
                await rival.TakenAsync(machine.Worker!, n, s_patience);
                taken.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
                await upload;
                await rival.MadeAsync(n, s_patience);
                made.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
            }
        }

        await rival.StopApiAsync();
        await rival.ForgetUploadsAsync();
        var record = new QueueRecord(jobs, seconds, taken, made);
        ground.Folder.Write(Path.Combine(Path.GetRelativePath(ground.Folder.Root, directory), "queue.json"), record);
        Progress.Say($"  queue, {rival.Name}: {record.PerSecond:F0} trivial jobs/s; an upload is taken in {taken.Average() * 1e3:F0} ms, the smallest clip made in {made.Average():F1} s");
        return null;
    }
}
