using System.Globalization;
using System.Text;
using HighPerf.Media.Tests.Corpus.Colour;
using HighPerf.Media.Tests.Showcase;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>A made clip's body beside the reference: one run of the command line, nothing encoded in between.</summary>
/// <param name="BodyFrames">How many pictures lie between the bumpers.</param>
/// <param name="Frames">How many were compared: the longer one's, the shorter one's last picture standing still.</param>
/// <param name="Area">Where the picture is; bars beside it are alike whatever it shows, so they are left out.</param>
/// <param name="Ssim">The structural similarity of all three planes, the mean over all pictures.</param>
/// <param name="WorstSsim">The least similar picture's.</param>
/// <param name="Body">A picture from the middle.</param>
/// <param name="Reference">The reference's at the same place.</param>
internal sealed record Comparison(int BodyFrames, int Frames, PictureArea Area, double Ssim, double WorstSsim, Picture Body, Picture Reference)
{
    public const int BumperFrames = 60;

    // One pixel in nine: enough for a mean and a percentile.
    private const int Stride = 3;

    /// <summary>The filters that turn what the pipeline writes into the bytes of a screen, as exactly as the command line can.</summary>
    public const string ToRgb =
        "scale=in_color_matrix=bt709:in_range=tv:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp,format=rgb24";

    /// <summary>CIEDE2000 between the two pictures, pixel by pixel, in rising order.</summary>
    public IReadOnlyList<double> Differences()
    {
        var differences = new List<double>();
        for (var y = Area.Y; y < Area.Y + Area.Height; y += Stride)
            for (var x = Area.X; x < Area.X + Area.Width; x += Stride)
                differences.Add(Ciede2000.Difference(Lab.OfSrgb(Body.At(x, y)), Lab.OfSrgb(Reference.At(x, y))));
        differences.Sort();
        return differences;
    }

    public static async Task<Comparison> MakeAsync(CorpusCase @case, string video)
    {
        var pictures = Path.ChangeExtension(video, ".rgb");
        var body = (await FfmpegOracle.PacketHashesAsync(video)).Count - (2 * BumperFrames);
        if (body <= 0) throw new InvalidOperationException($"{video} has no body.");
        var area = @case.Area;
        var graph = string.Create(
            CultureInfo.InvariantCulture,
            $"{ReferenceGraph.Of(@case, "made")};[made]settb=1/30,setpts=N,split[reference][r];" +
            $"[2:v]trim=start_frame={BumperFrames}:end_frame={BumperFrames + body},settb=1/30,setpts=N,split[body][b];" +
            $"[body]crop={area.Width}:{area.Height}:{area.X}:{area.Y}[seen];[reference]crop={area.Width}:{area.Height}:{area.X}:{area.Y}[expected];" +
            $"[seen][expected]ssim=stats_file=-[similar];[b][r]vstack,select=eq(n\\,{body / 2}),{ToRgb}[pair]");
        var output = await CommandLine.RunCheckedAsync("ffmpeg",
            [
                "-v", "error", "-y", "-noautorotate", "-i", await @case.ClipAsync(), "-i", Logo.Path, "-i", video, "-filter_complex", graph,
                "-map", "[similar]", "-f", "null", "-", "-map", "[pair]", "-frames:v", "1", "-f", "rawvideo", pictures,
            ]);

        var similarities = Encoding.ASCII.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(OfAllPlanes).ToList();
        var rgb = await File.ReadAllBytesAsync(pictures);
        var half = rgb.Length / 2;
        return new Comparison(
            body, similarities.Count, area, similarities.Average(), similarities.Min(),
            CanvasOf(rgb[..half]), CanvasOf(rgb[half..]));
    }

    private static Picture CanvasOf(byte[] rgb) => new(PictureArea.CanvasWidth, PictureArea.CanvasHeight, rgb);

    // "n:1 Y:0.987 U:0.995 V:0.994 All:0.990 (20.0)"
    private static double OfAllPlanes(string line) =>
        double.Parse(line.Split(' ').Single(word => word.StartsWith("All:", StringComparison.Ordinal))["All:".Length..], CultureInfo.InvariantCulture);
}
