using System.Globalization;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Clips;

namespace HighPerf.System.Tests.Clips;

/// <summary>A clip as a visitor downloads it, and the bumpers that the worker keeps.</summary>
internal sealed record MadeClip(ProcessedVideo Video, string Clip, string Thumbnail, string Opening, string Closing)
{
    /// <summary>A file's length in seconds.</summary>
    public static async Task<double> DurationAsync(string path)
    {
        using var probe = await FfmpegOracle.ProbeAsync(path);
        return double.Parse(probe.RootElement.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>The frames shown that many seconds after the beginning.</summary>
    public async Task<IReadOnlyList<Frame>> FramesAsync(params int[] seconds)
    {
        var frames = new List<Frame>();
        foreach (var second in seconds)
        {
            var (width, height, rgb) = await FfmpegOracle.FrameRgbAsync(Clip, TimeSpan.FromSeconds(second));
            frames.Add(new Frame(width, height, rgb));
        }

        return frames;
    }
}
