using System.Globalization;
using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace.Contestants;

/// <summary>Ours and the rivals, in the order of their turns.</summary>
/// <param name="worker">The program <c>highperf-worker</c>.</param>
/// <param name="rivalGop">The longest distance of B's key frames, in frames; 0 leaves it to x264 (250, as ours).</param>
/// <param name="ourEncoder">B2's encoder.</param>
internal sealed class ContestantList(Workplace place, RivalBumpers bumpers, string worker, int rivalGop, IReadOnlyList<string> ourEncoder)
{
    /// <summary>How much of a clip a showcase keeps.</summary>
    public const int BodySeconds = 30;

    /// <summary>B's encoder. Threads, GOP and all else as x264 and the command line choose.</summary>
    public static IReadOnlyList<string> BestEncoder { get; } = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"];

    /// <summary>How ours decodes, as input options.</summary>
    public static IReadOnlyList<string> OurDecoder { get; } = ["-threads", "1", "-skip_loop_filter", "noref"];

    private static readonly string[] Faststart = ["-movflags", "+faststart"];

    public IReadOnlyList<Contestant> All =>
    [
        new(Contestant.OursName, "highperf-worker transcode", Graph.Hd, Ours),
        new(Contestant.BestName, $"best command line: body alone, veryfast crf 23, {(rivalGop > 0 ? $"a key frame at least every {rivalGop} frames" : "key frames as x264 decides")}, bumpers copied", Graph.Hd, entry =>
            Joined(entry, [], [.. BestEncoder, .. rivalGop > 0 ? (string[])["-g", rivalGop.ToString(CultureInfo.InvariantCulture)] : []], bumpers.Best)),
        new(Contestant.TunedName, "B with our settings: one decoding thread, no loop filter on unreferenced frames, our x264 options; no limit", Graph.Hd, entry =>
            Joined(entry, OurDecoder, ourEncoder, bumpers.Tuned)),
        new(Contestant.NaiveName, "naive command line: all in one graph, medium crf 23", Graph.Hd, entry =>
            SinglePass(Graph.Hd, entry, sound: false, "-c:v", "libx264", "-preset", "medium", "-crf", "23")),
        new("C1", "published: single pass, ultrafast crf 25, 720p", Graph.Hd, entry =>
            SinglePass(Graph.Hd, entry, sound: false, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "25")),
        new("C2", "published: single pass, faster crf 23, 1080p with sound", Graph.FullHd, entry =>
            SinglePass(Graph.FullHd, entry, sound: true, "-c:v", "libx264", "-preset", "faster", "-crf", "23", "-c:a", "aac", "-b:a", "128k")),
    ];

    /// <summary>Ours, and those asked for.</summary>
    public IReadOnlyList<Contestant> Named(string names)
    {
        var wanted = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.FirstOrDefault(name => All.All(contestant => contestant.Name != name)) is { } stranger)
            throw new RaceException($"No contestant is called {stranger}: {string.Join(", ", All.Select(contestant => contestant.Name))}");
        return [.. All.Where(contestant => contestant.Name == Contestant.OursName || wanted.Contains(contestant.Name, StringComparer.Ordinal))];
    }

    private static string Seconds => BodySeconds.ToString(CultureInfo.InvariantCulture);

    private Step[] Ours(Entry entry) =>
        [new(worker, ["transcode", entry.Clip, entry.Target, "--quiet", "--any", "--cache", place.In("cache")])];

    // The body alone is made; its bumpers were before, with the same encoder.
    private Step[] Joined(Entry entry, IReadOnlyList<string> decoder, IReadOnlyList<string> encoder, BumperPair encoded)
    {
        var body = entry.Target + ".body.mp4";
        var list = entry.Target + ".list.txt";
        File.WriteAllText(list, $"file '{encoded.Opening}'\nfile '{body}'\nfile '{encoded.Closing}'\n");
        return
        [
            Step.Ffmpeg(
            [
                .. decoder, "-t", Seconds, "-i", entry.Clip, "-i", place.Logo,
                "-filter_complex", Graph.Hd.Body("0:v", "1:v", "out"), "-map", "[out]", "-an", .. encoder, body,
            ]),
            Step.Ffmpeg(["-f", "concat", "-safe", "0", "-i", list, "-c", "copy", .. Faststart, entry.Target]),
        ];
    }

    private Step[] SinglePass(Graph graph, Entry entry, bool sound, params string[] encoder)
    {
        var parts = $"{graph.Bumper("0:v", "opening")};{graph.Body("1:v", "3:v", "body")};{graph.Bumper("2:v", "closing")};";
        var join = sound
            ? "[opening][0:a][body][1:a][closing][2:a]concat=n=3:v=1:a=1[out][sound]"
            : "[opening][body][closing]concat=n=3:v=1:a=0[out]";
        return
        [
            Step.Ffmpeg(
            [
                "-i", bumpers.Original.Opening, "-t", Seconds, "-i", entry.Clip, "-i", bumpers.Original.Closing, "-i", place.Logo,
                "-filter_complex", parts + join, "-map", "[out]", .. sound ? (string[])["-map", "[sound]"] : ["-an"],
                .. encoder, "-pix_fmt", "yuv420p", .. Faststart, entry.Target,
            ]),
        ];
    }
}
