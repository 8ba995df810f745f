using System.CommandLine;
using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Machine;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Results;
using HighPerf.MediaRace.Sources;
using HighPerf.Testing;

namespace HighPerf.MediaRace;

/// <summary><c>highperf-media-race</c>: ours against the rivals.</summary>
internal static class RaceCommand
{
    public static RootCommand Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Turns of each contestant on each source.", DefaultValueFactory = _ => 5 };
        var sources = new Option<string?>("--sources") { Description = $"Only these, such as phone,film. All: {string.Join(", ", SourceList.All.Select(source => source.Name))}." };
        var against = new Option<string>("--against") { Description = "Which rivals.", DefaultValueFactory = _ => "B,B2,A,C1,C2" };
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long sources run; a showcase keeps 30 s of them. Less is for a quick try.",
            DefaultValueFactory = _ => CommonOptions.SourceSeconds,
        };
        var gop = new Option<int>("--rival-gop")
        {
            Description = "B's longest distance of key frames, in frames; 0 leaves it to x264 (250), which is the harder rival: key frames cost bits.",
        };
        var encoder = new Option<string>("--encoder")
        {
            Description = "Our encoder's options in the command line's words, for the floor and B2.",
            DefaultValueFactory = _ => OurEncoder.Options,
        };
        var root = new RootCommand(
            "Measures highperf-worker transcode against the ffmpeg command line: CPU, wall, memory, bit rate, SSIM, PSNR.\n" +
            "Example: highperf-media-race --worker artifacts/release/highperf-worker --work artifacts/race --rounds 5 --sources phone,street --against B,B2")
        {
            CommonOptions.Worker, CommonOptions.Work, rounds, sources, against, seconds, gop, encoder, CommonOptions.Report,
        };
        root.SetAction((parsed, cancellation) => MeasuringProgram.RunAsync("highperf-media-race", async () =>
        {
            Meter.Require();
            var worker = CommonOptions.WorkerPath(parsed);
            var place = new Workplace(parsed.GetRequiredValue(CommonOptions.Work));
            var chosen = SourceList.Named(parsed.GetValue(sources));
            var machine = await MachineState.LookAsync(cancellation);
            machine.Report();
            var ourEncoder = parsed.GetRequiredValue(encoder).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var bumpers = await RivalBumpers.MakeAsync(place, ourEncoder, cancellation);
            var contestants = new ContestantList(place, bumpers, worker, parsed.GetValue(gop), ourEncoder).Named(parsed.GetRequiredValue(against));
            var results = new RaceResults(machine, chosen, contestants, Math.Max(1, parsed.GetValue(rounds)));
            var meter = new Meter(place.Root);
            var floor = new FloorMeter(place, meter, ourEncoder);
            await new Race(place, new SourceMaker(place.Sources, parsed.GetValue(seconds)), meter, floor, results).RunAsync(cancellation);
            var report = CommonOptions.ReportDirectory(parsed, place);
            await RaceReport.WriteAsync(report, results, cancellation);
            Progress.Say($"written: {report}/report.md, results.csv; cpu, quality and memory as .png and .svg");
            List<string> missed = results.Has(Contestant.BestName) ? [.. RaceLimits.Of(results).Where(limit => !limit.Kept).Select(limit => limit.What)] : [];
            if (missed.Count > 0) throw new RaceException($"missed: {string.Join("; ", missed)}");
        }, cancellation));
        return root;
    }
}
