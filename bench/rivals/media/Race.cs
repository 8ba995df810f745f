using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Quality;
using HighPerf.MediaRace.Results;
using HighPerf.MediaRace.Sources;
using HighPerf.Testing;

namespace HighPerf.MediaRace;

/// <summary>Lets contestants take turns on one source after the other.</summary>
internal sealed class Race(Workplace place, SourceMaker maker, Meter meter, FloorMeter floorMeter, RaceResults results)
{
    private const int FloorRounds = 3;

    private readonly References _references = new(place);

    public async Task RunAsync(CancellationToken cancellation)
    {
        // All that is made once, before anything is measured.
        foreach (var source in results.Sources)
        {
            var clip = await maker.MakeAsync(source, cancellation);
            foreach (var graph in results.Contestants.Select(contestant => contestant.Graph).Distinct())
                await _references.MakeAsync(clip, graph, cancellation);
        }
        foreach (var source in results.Sources) await RunAsync(source, cancellation);
    }

    private async Task RunAsync(Source source, CancellationToken cancellation)
    {
        var clip = await maker.MakeAsync(source, cancellation);
        var output = place.In(Path.Combine("out", source.Name));

        // Not counted: it fills our cache of bumpers (the rival's were made before, too) and the page cache.
        await TurnAsync(source, results.Contestants[0], clip, output, cancellation);
        for (var round = 1; round <= results.Rounds; round++)
        {
            foreach (var contestant in results.Contestants)
            {
                var (cost, target) = await TurnAsync(source, contestant, clip, output, cancellation);
                results.Add(new Run(source.Name, contestant.Name, round, cost, new FileInfo(target).Length));
                Progress.Say($"{source.Name} {round}/{results.Rounds} {contestant.Name}: CPU {cost.CpuSeconds:F2} s, wall {cost.WallSeconds:F2} s, {cost.MaxRssMiB:F0} MiB");
                if (round > 1) continue;
                var outcome = await Judge.LookAsync(target, await _references.MakeAsync(clip, contestant.Graph, cancellation), cancellation);
                results.Add(source, contestant, outcome);
                Progress.Say($"{source.Name} {contestant.Name}: body {outcome.Kilobits:F0} kbit/s, SSIM {outcome.Quality.SsimAll:F5}, PSNR {outcome.Quality.Psnr:F2} dB");
            }
        }

        var floor = await floorMeter.MeasureAsync(
            clip, await _references.MakeAsync(clip, Graph.Hd, cancellation), Math.Min(results.Rounds, FloorRounds), cancellation);
        results.Add(source, floor);
        Progress.Say($"{source.Name} floor: decode {floor.Decode:F2} + encode {floor.Encode:F2} CPU s");
    }

    private async Task<(Cost Cost, string Target)> TurnAsync(
        Source source, Contestant contestant, string clip, string output, CancellationToken cancellation)
    {
        var target = Path.Combine(output, contestant.Name + ".mp4");
        File.Delete(target);
        var steps = contestant.Plan(new Entry(clip, target));
        results.Add(contestant, steps);
        var cost = await meter.RunAsync(steps, cancellation);
        return File.Exists(target) ? (cost, target) : throw new RaceException($"{contestant.Name} made nothing of {source.Name}:\n  {steps[0]}");
    }
}
