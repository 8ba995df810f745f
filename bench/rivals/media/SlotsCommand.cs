using System.CommandLine;
using System.Globalization;
using HighPerf.MediaRace.Machine;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Slots;
using HighPerf.MediaRace.Sources;
using HighPerf.Testing;

namespace HighPerf.MediaRace;

/// <summary><c>highperf-media-race slots</c>: how many jobs at once, at how many --threads each, on a small machine.</summary>
internal static class SlotsCommand
{
    public static Command Create()
    {
        var source = new Option<string>("--source") { Description = "The clip.", DefaultValueFactory = _ => "uhd-hevc-10" };
        var slots = new Option<string>("--slots") { Description = "Jobs at once.", DefaultValueFactory = _ => "1,2,4" };
        var threads = new Option<string>("--threads") { Description = "Each job's --threads: as many decode, and as many encode.", DefaultValueFactory = _ => "1,2" };
        var videos = new Option<int>("--videos") { Description = "Videos in the queue of each run; a multiple of all slots.", DefaultValueFactory = _ => 4 };
        var rounds = new Option<int>("--rounds") { Description = "How often all runs are made, in turns.", DefaultValueFactory = _ => 3 };
        var memory = new Option<int>("--memory") { Description = "The group's memory, MiB.", DefaultValueFactory = _ => 1740 };
        var cpus = new Option<double>("--cpus") { Description = "The group's CPUs.", DefaultValueFactory = _ => 1.5 };
        var seconds = new Option<int>("--seconds") { Description = "How long the source runs.", DefaultValueFactory = _ => CommonOptions.SourceSeconds };
        var command = new Command("slots", "Jobs at once × their --threads within a control group, as root: videos/min, memory, kills. Example: sudo highperf-media-race slots --worker artifacts/release/highperf-worker --work artifacts/race")
        {
            CommonOptions.Worker, CommonOptions.Work, source, slots, threads, videos, rounds, memory, cpus, seconds, CommonOptions.Report,
        };
        command.SetAction((parsed, cancellation) => MeasuringProgram.RunAsync("highperf-media-race", async () =>
        {
            var worker = CommonOptions.WorkerPath(parsed);
            var place = new Workplace(parsed.GetRequiredValue(CommonOptions.Work));
            var machine = await MachineState.LookAsync(cancellation);
            machine.Report();
            var clip = await new SourceMaker(place.Sources, parsed.GetValue(seconds))
                .MakeAsync(SourceList.Named(parsed.GetValue(source))[0], cancellation);
            var race = new SlotsRace(place, worker, clip, parsed.GetValue(videos), parsed.GetValue(memory) * 1024L * 1024, parsed.GetValue(cpus));

            // Not counted: it fills the cache of bumpers.
            var warm = Path.Combine(place.In("slots"), "warm.mp4");
            File.Delete(warm);
            await Tool.RunAsync(race.Job(warm, 1), cancellation);
            File.Delete(warm);

            var runs = new List<SlotsRun>();
            for (var round = 1; round <= Math.Max(1, parsed.GetValue(rounds)); round++)
            {
                foreach (var s in Numbers(parsed.GetRequiredValue(slots)))
                {
                    foreach (var t in Numbers(parsed.GetRequiredValue(threads)))
                    {
                        var run = await race.RunAsync(s, t, round, cancellation);
                        runs.Add(run);
                        Progress.Say($"round {round}, {s} slots, --threads {t}: {run.VideosPerMinute:F2} videos/min, group {run.PeakMiB:F0} MiB, {run.AnonymousMiB:F0} without files, {run.OutOfMemoryKills} kills");
                    }
                }
            }

            var report = CommonOptions.ReportDirectory(parsed, place);
            var limits = string.Create(CultureInfo.InvariantCulture, $"{parsed.GetValue(memory)} MiB and {parsed.GetValue(cpus)} CPUs");
            await SlotsReport.WriteAsync(report, machine, parsed.GetRequiredValue(source), limits, race.Job("OUT.mp4", 1).ToString(), runs, cancellation);
            Progress.Say($"written: {report}/slots.md, slots.csv, slots.png, slots.svg");
        }, cancellation));
        return command;
    }

    private static IEnumerable<int> Numbers(string list) => list.Split(',').Select(word => int.Parse(word, CultureInfo.InvariantCulture));
}
