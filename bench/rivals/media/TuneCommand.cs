using System.CommandLine;
using System.Globalization;
using HighPerf.MediaRace.Machine;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Sources;
using HighPerf.MediaRace.Tuning;
using HighPerf.Testing;

namespace HighPerf.MediaRace;

/// <summary><c>highperf-media-race tune</c>: which x264 settings are cheapest at the rival's quality.</summary>
internal static class TuneCommand
{
    public static Command Create()
    {
        var sources = new Option<string>("--sources") { Description = "Which sources; settings are chosen by these alone.", DefaultValueFactory = _ => "phone,street,cockatoo,city" };
        var seconds = new Option<int>("--seconds") { Description = "How much of each source.", DefaultValueFactory = _ => 30 };
        var passes = new Option<int>("--passes") { Description = "How often each encode is measured.", DefaultValueFactory = _ => 1 };
        var crfs = new Option<string>("--crf") { Description = "At which crf: two at least.", DefaultValueFactory = _ => "23.5,24.1" };
        var gop = new Option<int>("--gop") { Description = "Longest distance of key frames, in frames, for the rival and all others; 0 leaves it to x264 (250)." };
        var candidates = new Option<string[]>("--try")
        {
            Description = "A setting, instead of ours and each of its parts changed alone: PRESET or PRESET:x264-params, such as veryfast:me=dia:bframes=1. May be repeated.",
            DefaultValueFactory = _ => [],
        };
        var tune = new Command("tune", "Encode reference bodies with many x264 settings: who is cheapest at the rival's quality? Example: highperf-media-race tune --work artifacts/race")
        {
            CommonOptions.Work, CommonOptions.Report, sources, seconds, passes, crfs, gop, candidates,
        };
        tune.SetAction((parsed, cancellation) => MeasuringProgram.RunAsync("highperf-media-race", async () =>
        {
            Meter.Require();
            var place = new Workplace(parsed.GetRequiredValue(CommonOptions.Work));
            var tried = parsed.GetRequiredValue(candidates);
            var machine = await MachineState.LookAsync(cancellation);
            machine.Report();
            var tuner = new Tuner(place, new SourceMaker(place.Sources, CommonOptions.SourceSeconds), parsed.GetValue(seconds), parsed.GetValue(passes), parsed.GetValue(gop));
            var points = await tuner.RunAsync(
                SourceList.Named(parsed.GetRequiredValue(sources)),
                tried.Length > 0 ? [.. tried.Select(Candidate.Parse)] : Candidates.All,
                [.. parsed.GetRequiredValue(crfs).Split(',').Select(crf => double.Parse(crf, CultureInfo.InvariantCulture)).Order()],
                cancellation);
            var report = CommonOptions.ReportDirectory(parsed, place);
            await TuneReport.WriteAsync(report, machine, parsed.GetValue(gop), points, cancellation);
            Progress.Say($"written: {report}/tune.md, tune.csv, tune.png, tune.svg");
        }, cancellation));
        return tune;
    }
}
