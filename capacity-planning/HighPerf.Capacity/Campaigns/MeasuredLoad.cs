using System.Globalization;
using HighPerf.Capacity.Models;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Servers.Groups;
using HighPerf.Testing.Stacks;

namespace HighPerf.Capacity.Campaigns;

/// <summary>A load on a stack whose API is in a group, and what the machine did meanwhile.</summary>
internal sealed class MeasuredLoad(ApiStack stack, Generator generator, LimitedGroup api, LimitedGroup postgres, RunFolder folder)
{
    private const double FewestAsking = 0.2; // of fewer, one request decides
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private int _forgotten;

    /// <summary>Runs a plan until it is valid. Its directory has result.json, report.md and machine.csv then. What a campaign that was cut off has measured there is read instead.</summary>
    /// <param name="plan">Below capacity-planning/plans.</param>
    /// <param name="directory">Below the campaign's.</param>
    /// <param name="seconds">How long it takes.</param>
    /// <param name="tries">At most.</param>
    /// <param name="before">What else to do before each try.</param>
    /// <param name="taken">Tries more of which the host took the processors.</param>
    /// <exception cref="GeneratorException">None was valid.</exception>
    public async Task<(LoadResult Load, MachineUse Use)> RunAsync(
        string plan, string directory, IReadOnlyDictionary<string, string> settings, double seconds, int tries = Generator.MostTries, Func<Task>? before = null, int taken = 0)
    {
        if (folder.HasLoad(directory)) return folder.ReadLoad(directory);
        var path = folder.In(directory);
        MachineWatch? watch = null;
        try
        {
            var load = await generator.RunAsync(
                Path.Combine(Repository.Root, "capacity-planning/plans", plan), stack.Url, path,
                async () =>
                {
                    if (watch is not null) await watch.DisposeAsync();
                    await stack.StopApiAsync(); // each load meets one that has just started: what it keeps of the loads before is in no figure
                    await ForgetUploadsAsync();
                    if (before is not null) await before();
                    await stack.StartApiAsync();
                    watch = new MachineWatch(api, postgres, stack.UploadsDirectory);
                    return settings;
                },
                TimeSpan.FromSeconds(seconds) + s_patience, Unsteady, tries, taken);
            if (load.Withheld is { } withheld) throw new GeneratorException($"{plan}: {withheld}");
            var series = await watch!.EndAsync(Path.Combine(path, "machine.csv"));
            return (load, series.Between(load.From, load.Until));
        }
        catch (GeneratorException)
        {
            foreach (var file in (string[])["result.json", "report.md", "report.html", MachineSpeed.File]) File.Delete(Path.Combine(path, file)); // only what is valid is kept
            throw;
        }
        finally
        {
            if (watch is not null) await watch.DisposeAsync();
        }
    }

    /// <summary>A run that Little's law does not hold for was not steady, or miscounted; and one whose numbers hpload withholds cannot be used.</summary>
    private static string? Unsteady(LoadResult load)
    {
        if (load.Withheld is { } withheld) return withheld;
        var little = new LittlesLaw(load.All.OkPerSecond, load.All.Service!.Value, load.MeanAsking);
        return little.IsKept || little.MeanNumber < FewestAsking ? null : string.Create(CultureInfo.InvariantCulture, $"{load.MeanAsking:F1} requests were under way, and throughput and response say {little.ExpectedNumber:F1}: not steady");
    }

    /// <summary>
    /// What the run before uploaded is in nobody's way. Its files are emptied and put aside, and not deleted: ext4 gives no inode again that was freed in the last minutes, but looks at each of
    /// them first (recently_deleted in fs/ext4/ialloc.c), with the directory locked: uploads took longer and longer, again and again for each 8,192 files, which are a group's inodes.
    /// </summary>
    private async Task ForgetUploadsAsync()
    {
        await stack.ExecuteAsync("delete from videos where published_at is null");
        foreach (var file in new DirectoryInfo(stack.UploadsDirectory).EnumerateFiles()) file.Open(FileMode.Truncate).Dispose();
        Directory.Move(stack.UploadsDirectory, Directory.CreateDirectory(stack.UploadsDirectory + "-before").FullName + "/" + _forgotten++);
        Directory.CreateDirectory(stack.UploadsDirectory);
        await stack.ExecuteAsync("vacuum (analyze) videos");
        await stack.ExecuteAsync("checkpoint");
        await ChildProcess.RunAsync(new ChildProcessOptions { Program = "/bin/sync", Arguments = [] }, s_patience); // else the disk still forgets while others write
    }
}
