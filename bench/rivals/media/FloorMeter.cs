using System.Globalization;
using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Results;

namespace HighPerf.MediaRace;

/// <summary>Measures decoding alone and encoding alone.</summary>
/// <param name="encoder">Our encoder's options, in the command line's words.</param>
internal sealed class FloorMeter(Workplace place, Meter meter, IReadOnlyList<string> encoder)
{
    public async Task<Floor> MeasureAsync(string clip, string reference, int rounds, CancellationToken cancellation)
    {
        var raw = Path.Combine(place.Root, "floor.yuv");
        var encoded = Path.Combine(place.Root, "floor.mp4");
        try
        {
            await Tool.RunAsync(Step.Ffmpeg("-i", reference, "-f", "rawvideo", raw), cancellation);
            string[] body = ["-f", "rawvideo", "-video_size", "1280x720", "-framerate", "30", "-pixel_format", "yuv420p", "-i", raw];
            var decode = new List<double>();
            var encode = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                // Starting the command line with its libraries is no decoding; encoding has it on both sides of the difference.
                var start = await CpuAsync(new Step("ffmpeg", ["-v", "error", "-version"]));
                decode.Add(await CpuAsync(Step.Ffmpeg(
                [
                    .. ContestantList.OurDecoder, "-noautorotate", "-t", ContestantList.BodySeconds.ToString(CultureInfo.InvariantCulture),
                    "-i", clip, "-map", "0:v", "-fps_mode", "passthrough", "-f", "null", "-",
                ])) - start);
                var read = await CpuAsync(Step.Ffmpeg([.. body, "-f", "null", "-"]));
                encode.Add(await CpuAsync(Step.Ffmpeg([.. body, .. encoder, encoded])) - read);
            }
            return new Floor(Figures.Median(decode), Figures.Median(encode));
        }
        finally
        {
            File.Delete(raw);
            File.Delete(encoded);
        }

        async Task<double> CpuAsync(Step step) => (await meter.RunAsync(step, cancellation)).CpuSeconds;
    }
}
