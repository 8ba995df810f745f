using System.Globalization;
using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace.Quality;

/// <summary>A clip's picture sizes in the order they are shown.</summary>
internal static class Packets
{
    private const int FramesPerSecond = 30;

    public static async Task<IReadOnlyList<int>> SizesAsync(string clip, CancellationToken cancellation)
    {
        var output = await Tool.RunAsync(
            new Step("ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts,size", "-of", "csv=p=0", clip]),
            cancellation);
        return
        [
            .. output.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(','))
                .OrderBy(fields => long.Parse(fields[0], CultureInfo.InvariantCulture))
                .Select(fields => int.Parse(fields[1], CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>The bit rate of some of the frames, in kbit/s.</summary>
    public static double Kilobits(IReadOnlyList<int> sizes, int skip, int frames)
    {
        var counted = sizes.Skip(skip).Take(frames).ToList();
        return counted.Count == 0 ? 0 : counted.Sum(size => (long)size) * 8.0 * FramesPerSecond / counted.Count / 1000;
    }
}
