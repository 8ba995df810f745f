using System.Globalization;
using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Quality;
using HighPerf.MediaRace.Results;
using HighPerf.MediaRace.Sources;
using HighPerf.Testing;

namespace HighPerf.MediaRace.Tuning;

/// <summary>Encodes raw bodies with one setting after the other. The rival's encode comes again and again in between: CPU is told as a ratio to it.</summary>
internal sealed class Tuner(Workplace place, SourceMaker maker, int seconds, int passes, int gop)
{
    private const double RivalCrf = 23;
    private const int BetweenRivals = 4;

    private readonly int _frames = seconds * 30;
    private readonly Meter _meter = new(place.Root);

    public async Task<IReadOnlyList<TunePoint>> RunAsync(
        IReadOnlyList<Source> sources, IReadOnlyList<Candidate> candidates, IReadOnlyList<double> crfs, CancellationToken cancellation)
    {
        var points = new List<TunePoint>();
        foreach (var source in sources) points.AddRange(await SourceAsync(source, candidates, crfs, cancellation));
        return points;
    }

    private async Task<List<TunePoint>> SourceAsync(
        Source source, IReadOnlyList<Candidate> candidates, IReadOnlyList<double> crfs, CancellationToken cancellation)
    {
        string[] body = ["-f", "rawvideo", "-video_size", "1280x720", "-framerate", "30", "-pixel_format", "yuv420p", "-i", await BodyAsync(source, cancellation)];
        var read = await MedianReadAsync(body, cancellation);
        Progress.Say($"{source.Name}: {seconds} s, reading them costs {read:F2} CPU s, which is taken off");

        List<(Candidate Candidate, double Crf)> work = [.. candidates.SelectMany(candidate => crfs.Select(crf => (candidate, crf)))];
        var cpu = work.Select(_ => new List<double>()).ToList();
        var ratios = work.Select(_ => new List<double>()).ToList();
        var outcomes = new (double Kilobits, PictureQuality Quality)[work.Count];
        var rivals = new List<double>();
        var rivalOutcome = default((double Kilobits, PictureQuality Quality));
        var target = Path.Combine(place.In("tune"), "encoded.mp4");

        for (var pass = 0; pass < passes; pass++)
        {
            var before = await RivalAsync();
            for (var first = 0; first < work.Count; first += BetweenRivals)
            {
                var group = Enumerable.Range(first, Math.Min(BetweenRivals, work.Count - first)).ToList();
                foreach (var i in group)
                {
                    cpu[i].Add(await EncodeAsync(work[i].Candidate, work[i].Crf));
                    if (pass == 0) outcomes[i] = await JudgeAsync();
                }
                var after = await RivalAsync();
                foreach (var i in group)
                {
                    ratios[i].Add(cpu[i][^1] / ((before + after) / 2));
                    Progress.Say($"{source.Name} {pass + 1}/{passes} {i + 1}/{work.Count} {work[i].Candidate.Name} crf {work[i].Crf}: CPU {ratios[i][^1]:F3} × B, {outcomes[i].Kilobits:F0} kbit/s, SSIM {outcomes[i].Quality.SsimAll:F5}");
                }
                before = after;
            }
        }
        File.Delete(target);

        return
        [
            Point(Candidate.Rival, RivalCrf, Figures.Median(rivals), 1, rivalOutcome),
            .. work.Select((w, i) => Point(w.Candidate, w.Crf, Figures.Median(cpu[i]), Figures.Median(ratios[i]), outcomes[i])),
        ];

        async Task<double> RivalAsync()
        {
            var spent = await EncodeAsync(Candidate.Rival, RivalCrf);
            if (rivals.Count == 0) rivalOutcome = await JudgeAsync();
            rivals.Add(spent);
            return spent;
        }

        async Task<double> EncodeAsync(Candidate candidate, double crf) =>
            (await _meter.RunAsync(Step.Ffmpeg([.. body, .. candidate.Options(crf, gop), target]), cancellation)).CpuSeconds - read;

        async Task<(double Kilobits, PictureQuality Quality)> JudgeAsync() =>
            (Packets.Kilobits(await Packets.SizesAsync(target, cancellation), 0, _frames), await QualityMeter.CompareAsync(target, 0, _frames, body, cancellation));

        TunePoint Point(Candidate candidate, double crf, double spent, double ratio, (double Kilobits, PictureQuality Quality) outcome) =>
            new(candidate, source.Name, crf, spent, ratio, outcome.Kilobits, outcome.Quality.SsimAll, outcome.Quality.SsimY, outcome.Quality.Psnr);
    }

    private async Task<double> MedianReadAsync(string[] body, CancellationToken cancellation)
    {
        var read = new List<double>();
        for (var i = 0; i < 3; i++) read.Add((await _meter.RunAsync(Step.Ffmpeg([.. body, "-f", "null", "-"]), cancellation)).CpuSeconds);
        return Figures.Median(read);
    }

    private async Task<string> BodyAsync(Source source, CancellationToken cancellation)
    {
        var clip = await maker.MakeAsync(source, cancellation);
        var recipe = Recipe.Hash(Make(Path.GetFileName(clip), place.ArtHash, "TARGET").ToString());
        var body = Path.Combine(place.In("tune"), string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(clip)}-{seconds}s-{recipe}.yuv"));
        if (File.Exists(body)) return body;
        var part = body + ".part";
        await Tool.RunAsync(Make(clip, place.Logo, part), cancellation);
        File.Move(part, body);
        return body;
    }

    private Step Make(string clip, string logo, string target) => Step.Ffmpeg(
        "-t", seconds.ToString(CultureInfo.InvariantCulture), "-i", clip, "-i", logo,
        "-filter_complex", Graph.Hd.Exact.Body("0:v", "1:v", "out"), "-map", "[out]", "-f", "rawvideo", target);
}
