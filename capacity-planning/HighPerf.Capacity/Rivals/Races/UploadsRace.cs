using System.Globalization;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals.Rates;
using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>Several uploads at once, with no worker: how many MiB a second, and with how much memory.</summary>
internal sealed class UploadsRace(Ground ground, RatePlans plans)
{
    private const int UploadClipSeconds = 25;

    public Task RunAsync() => ground.TakeTurnsAsync(RivalPaths.Uploads, TurnAsync);

    private async Task<string?> TurnAsync(IRival rival, string directory, double cpus, bool isLast)
    {
        var settings = ground.Settings;
        var clip = await CapacityClips.LargeAsync(settings.UploadMiB, UploadClipSeconds);
        await using var machine = await MachineUnderLoad.WithApiAsync(rival, cpus, ground.Options.MemoryBytes);
        var idle = await machine.IdleMiBAsync();
        MachineWatch? watch = null;
        try
        {
            var load = await ground.Generator(rival).RunAsync(
                RateProber.PlanPath("rival-uploads.json"), rival.Url, directory,
                async () =>
                {
                    if (watch is not null) await watch.DisposeAsync();
                    await rival.ForgetUploadsAsync();
                    watch = new MachineWatch(machine.Group, ground.Postgres, rival.UploadsDirectory);
                    return new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["players"] = await plans.PlayersAsync(rival), ["clip"] = clip, ["at_once"] = Text(settings.UploadsAtOnce), ["warm_up"] = Text(settings.WarmUpSeconds) + "s",
                        ["during"] = Text(settings.UploadSeconds) + "s",
                    };
                },
                TimeSpan.FromMinutes(3));
            var series = await watch!.EndAsync(Path.Combine(directory, "machine.csv"));
            var record = new UploadRecord(new FileInfo(clip).Length, idle, series.Samples.Max(one => one.MemoryMiB));
            ground.Folder.Write(Path.Combine(Path.GetRelativePath(ground.Folder.Root, directory), "upload.json"), record);
            Progress.Say($"  uploads, {rival.Name}: {load.Steps["upload"].OkPerSecond * record.ClipBytes / (1 << 20):F0} MiB/s, {record.MostMiB - idle:F0} MiB above {idle:F0} idle");
            return null;
        }
        catch (GeneratorException e) when (!isLast)
        {
            return e.Message;
        }
        finally
        {
            if (watch is not null) await watch.DisposeAsync();
            await rival.ForgetUploadsAsync();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
