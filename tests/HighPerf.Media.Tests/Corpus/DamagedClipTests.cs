using System.Globalization;
using HighPerf.Media.Tests.Mp4;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>A clip with a hole in the middle is still a clip: it is decoded around, and said.</summary>
public sealed class DamagedClipTests
{
    private const double Share = 0.03;
    private const int SourceSeconds = 25;
    private const string Note = "note: damaged: ";

    public static TheoryData<string> Flavours => [.. WorkerProgram.Flavours];

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Damage_in_the_middle_is_decoded_around_and_said(string flavour)
    {
        using var directory = TestDirectory.Create("damaged");
        var source = Path.Combine(directory.FullPath, "source.mp4");
        File.Copy(await Clips.Landscape1080p, source);
        await Mp4Edit.NoiseInTheMiddle(Share).ApplyAsync(source);
        Assert.NotEqual("", await FfmpegOracle.DecodeErrorsAsync(source));

        var video = Path.Combine(directory.FullPath, "clip.mp4");
        var worker = await WorkerProgram.TranscodeAsync(
            flavour, source, video, Path.Combine(directory.FullPath, "clip.jpg"), directory.Subdirectory("cache"), anyClip: false);

        Assert.True(worker.ExitCode == 0, $"The worker ended with {worker.ExitCode}: {worker.Errors}");
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(video));
        var frames = (await FfmpegOracle.PacketHashesAsync(video)).Count - (2 * Comparison.BumperFrames);
        Assert.InRange(frames, (SourceSeconds * 30) - 1, (SourceSeconds * 30) + 1);
        Assert.InRange(Patched(worker.Errors), 1, SourceSeconds * 30 / 4);
    }

    // "… note: damaged: 23 pictures were patched or passed over"
    private static int Patched(string errors)
    {
        var line = Assert.Single(errors.Split('\n'), l => l.Contains(Note, StringComparison.Ordinal));
        return int.Parse(line[(line.IndexOf(Note, StringComparison.Ordinal) + Note.Length)..].Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
