using System.Globalization;
using System.Text;

namespace HighPerf.MediaRace.Results;

/// <summary>Writes <c>report.md</c>, <c>results.csv</c> and the plots.</summary>
internal static class RaceReport
{
    public static async Task WriteAsync(string directory, RaceResults results, CancellationToken cancellation)
    {
        var tables = RaceTables.Of(results);
        await File.WriteAllTextAsync(Path.Combine(directory, "report.md"), tables, cancellation);
        await File.WriteAllTextAsync(Path.Combine(directory, "results.csv"), Csv(results), cancellation);
        RacePlots.Save(directory, results);
        Console.WriteLine(tables);
    }

    private static string Csv(RaceResults results)
    {
        var text = new StringBuilder("source,contestant,round,cpu_s,wall_s,max_rss_mib,bytes,body_kbit_s,ssim_all,ssim_y,psnr,frames,clean,floor_decode_s,floor_encode_s\n");
        foreach (var run in results.Runs)
        {
            var outcome = results.Outcome(run.Source, run.Contestant);
            var floor = results.Floor(run.Source);
            text.Append(CultureInfo.InvariantCulture, $"{run.Source},{run.Contestant},{run.Round},{run.Cost.CpuSeconds:F2},{run.Cost.WallSeconds:F2},{run.Cost.MaxRssMiB:F1},{run.Bytes},");
            text.Append(CultureInfo.InvariantCulture, $"{outcome.Kilobits:F1},{outcome.Quality.SsimAll:F6},{outcome.Quality.SsimY:F6},{outcome.Quality.Psnr:F3},{outcome.Frames},{outcome.Clean},{floor.Decode:F2},{floor.Encode:F2}\n");
        }
        return text.ToString();
    }
}
