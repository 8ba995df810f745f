using System.Globalization;
using System.Text.RegularExpressions;
using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace.Quality;

/// <summary>SSIM and PSNR with libavfilter, frame against frame of the same number.</summary>
internal static partial class QualityMeter
{
    /// <param name="clip">What is judged.</param>
    /// <param name="skip">How many of its frames come before the body.</param>
    /// <param name="frames">How many frames the body has.</param>
    /// <param name="reference">The lossless body, as input options.</param>
    public static async Task<PictureQuality> CompareAsync(
        string clip, int skip, int frames, IReadOnlyList<string> reference, CancellationToken cancellation)
    {
        var graph = string.Create(
            CultureInfo.InvariantCulture,
            $"[0:v]trim=start_frame={skip}:end_frame={skip + frames},settb=1/30,setpts=N,format=yuv420p,split[a][b];" +
            $"[1:v]trim=end_frame={frames},settb=1/30,setpts=N,format=yuv420p,split[c][d];[a][c]ssim[s];[b][d]psnr[p]");
        var output = await Tool.RunAsync(
            new Step("ffmpeg",
            [
                "-nostdin", "-hide_banner", "-nostats", "-i", clip, .. reference, "-filter_complex", graph,
                "-map", "[s]", "-f", "null", "-", "-map", "[p]", "-f", "null", "-",
            ]),
            cancellation);
        var ssim = Ssim().Match(output.Errors);
        var psnr = Psnr().Match(output.Errors);
        if (!ssim.Success || !psnr.Success) throw new RaceException($"{clip} could not be compared:\n{output.Errors}");
        return new PictureQuality(
            Number(ssim.Groups["all"].Value), Number(ssim.Groups["y"].Value),
            psnr.Groups["average"].Value == "inf" ? double.PositiveInfinity : Number(psnr.Groups["average"].Value));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"SSIM Y:(?<y>[\d.]+).*All:(?<all>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ssim();

    [GeneratedRegex(@"PSNR .*average:(?<average>[\d.]+|inf)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Psnr();
}
