using System.Globalization;
using HighPerf.Testing.Clips;

namespace HighPerf.Capacity.Campaigns;

/// <summary>Clips of a stated size, of real footage where the duration lets it be.</summary>
internal static class CapacityClips
{
    private const int SmallSeconds = 2;

    /// <summary>1080p at 30 fps, H.264, about so many MiB, by its rate of bits.</summary>
    public static Task<string> LargeAsync(int mebibytes, int seconds) => MakeAsync("capacity", mebibytes << 20, seconds);

    /// <summary>2 s of the same: what is only received, and never looked at.</summary>
    public static Task<string> SmallAsync(long bytes) => MakeAsync("capacity-upload", bytes, SmallSeconds);

    private static async Task<string> MakeAsync(string name, long bytes, int seconds)
    {
        var source = await Clips.Landscape1080p;
        var rate = (bytes * 8 / seconds).ToString(CultureInfo.InvariantCulture);
        string[] step =
        [
            "-i", source, "-t", seconds.ToString(CultureInfo.InvariantCulture), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "60",
            "-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate, "-nal-hrd", "cbr", "-an",
        ];
        return await ClipCache.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{bytes >> 10}-kib"), FfmpegSteps.Recipe(step), path => FfmpegSteps.RunAsync(path, step));
    }
}
