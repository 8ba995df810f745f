using System.Globalization;
using System.Text;
using HighPerf.MediaRace.Machine;

namespace HighPerf.MediaRace.Tuning;

/// <summary>Writes <c>tune.csv</c>, <c>tune.md</c> and the plot.</summary>
internal static class TuneReport
{
    public static async Task WriteAsync(string directory, MachineState machine, int gop, IReadOnlyList<TunePoint> points, CancellationToken cancellation)
    {
        List<string> sources = [.. points.Select(point => point.Source).Distinct(StringComparer.Ordinal)];
        List<Verdict> verdicts =
        [
            .. points.Select(point => point.Candidate).Where(candidate => !candidate.IsRival).Distinct()
                .Select(candidate => Verdict.Of(candidate, sources, points))
                .OrderByDescending(verdict => verdict.Allowed).ThenBy(verdict => verdict.Crf is null).ThenBy(verdict => verdict.Cpu),
        ];
        await File.WriteAllTextAsync(Path.Combine(directory, "tune.csv"), Csv(points), cancellation);
        var table = Table(machine, gop, sources, verdicts);
        await File.WriteAllTextAsync(Path.Combine(directory, "tune.md"), table, cancellation);
        TunePlot.Save(directory, sources, verdicts);
        Console.WriteLine(table);
    }

    private static string Csv(IReadOnlyList<TunePoint> points)
    {
        var text = new StringBuilder("source,preset,params,threads,crf,cpu_s,cpu_ratio,kbit_s,ssim_all,ssim_y,psnr\n");
        foreach (var p in points)
            text.Append(CultureInfo.InvariantCulture, $"{p.Source},{p.Candidate.Preset},\"{p.Candidate.Params}\",{p.Candidate.Threads},{p.Crf},{p.CpuSeconds:F3},{p.CpuRatio:F4},{p.Kilobits:F1},{p.SsimAll:F6},{p.SsimY:F6},{p.Psnr:F3}\n");
        return text.ToString();
    }

    private static string Table(MachineState machine, int gop, List<string> sources, List<Verdict> verdicts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # x264 settings against `{Candidate.Rival.Name}`

            {machine}. {(gop > 0 ? $"A key frame at least every {gop} frames, the rival's too." : "Key frames as x264 decides, at most 250 frames apart.")}

            A source's window: the crfs from where the bit rate is at most {Verdict.RateLimit} × the rival's until where SSIM is still at least its − {Verdict.SsimSlack} (between measured crfs by straight
            lines). A setting is allowed where all windows have something in common, and told in its middle; else at the largest crf that keeps SSIM everywhere. CPU, bit rate and SSIM beside the
            rival's, for {string.Join(" / ", sources)}.

            | setting | crf | allowed | CPU, geometric mean | CPU | bit rate | SSIM | windows |
            |---|---:|---|---:|---|---|---|---|

            """);
        foreach (var v in verdicts)
        {
            if (v.Crf is null) text.Append(CultureInfo.InvariantCulture, $"| `{v.Candidate.Name}` | out of reach | no | | | | | |\n");
            else text.Append(CultureInfo.InvariantCulture, $"| `{v.Candidate.Name}` | {v.Crf:F2} | {(v.Allowed ? v.Window.ToString() : "no")} | {v.Cpu:F3} | {Joined(v.CpuRatios, "F3")} | {Joined(v.RateRatios, "F3")} | {Joined(v.SsimGains, "+0.00000;-0.00000")} | {string.Join(" / ", v.Windows)} |\n");
        }
        return text.ToString();
    }

    private static string Joined(IReadOnlyList<double> values, string format) =>
        string.Join(" / ", values.Select(value => value.ToString(format, CultureInfo.InvariantCulture)));
}
