using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;
using HighPerf.Testing;

namespace HighPerf.MediaRace.Quality;

internal static class Judge
{
    public static async Task<Outcome> LookAsync(string clip, string reference, CancellationToken cancellation)
    {
        var body = (await Packets.SizesAsync(reference, cancellation)).Count;
        var sizes = await Packets.SizesAsync(clip, cancellation);
        // A joined file can be garbage with an exit code of 0: what counts is that the decoder is silent.
        var decoded = await Tool.TryAsync(new Step("ffmpeg", ["-nostdin", "-v", "error", "-i", clip, "-f", "null", "-"]), cancellation);
        var clean = decoded.ExitCode == 0 && decoded.Errors.Length == 0;
        if (!clean) Progress.Say($"WARNING: {clip} does not decode cleanly: {decoded.Errors.Trim().Split('\n')[0]}");
        if (sizes.Count != body + 2 * RivalBumpers.Frames)
            Progress.Say($"WARNING: {clip} has {sizes.Count} frames, not {RivalBumpers.Frames} + {body} + {RivalBumpers.Frames}: its SSIM means little");
        return new Outcome(
            sizes.Count, clean, Packets.Kilobits(sizes, RivalBumpers.Frames, body),
            await QualityMeter.CompareAsync(clip, RivalBumpers.Frames, body, ["-i", reference], cancellation));
    }
}
