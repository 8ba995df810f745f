using System.Globalization;
using System.IO.Compression;
using HighPerf.MediaRace.Processes;
using HighPerf.Testing;

namespace HighPerf.MediaRace.Sources;

/// <summary>Makes sources with the ffmpeg command line, once: a file is named by the hash of its recipe.</summary>
/// <param name="directory">Where they are kept.</param>
/// <param name="seconds">How long they run.</param>
internal sealed class SourceMaker(string directory, int seconds)
{
    // A quiet tone and a little hiss: phones record sound, and one rival keeps it.
    private const string Sound = "anoisesrc=amplitude=0.02:seed=1:sample_rate=48000[n];sine=frequency=330:sample_rate=48000[s];[n][s]amix=2";

    public async Task<string> MakeAsync(Source source, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        var first = First(source, "FOOTAGE");
        var recipe = $"{first}|{source.Rotation}|{source.RepeatedSeconds}|{seconds}";
        var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{source.Name}-{seconds}s-{Recipe.Hash(recipe)}.mp4"));
        if (File.Exists(path)) return path;

        Progress.Say($"making source {source.Name}: {source.Shows}");
        var picture = path + ".picture.mp4";
        var whole = path + ".whole.mp4";
        await Tool.RunAsync(First(source, await FootageAsync(source, cancellation), picture), cancellation);
        await Tool.RunAsync(Whole(source, picture, whole), cancellation);
        File.Delete(picture);
        File.Move(whole, path);
        return path;
    }

    // The footage's last frame is where it turns back: reversing holds all of it, so it comes through in low resolution.
    private Step First(Source source, string footage, string target = "TARGET") => Step.Ffmpeg(
    [
        "-i", footage, "-filter_complex", source.Filters, "-map", "[v]", "-an",
        "-t", (source.RepeatedSeconds > 0 ? source.RepeatedSeconds : seconds).ToString("0.###", CultureInfo.InvariantCulture),
        .. source.Encoder, "-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", target,
    ]);

    // A copy is what makes this version of the tool write the display matrix instead of turning the picture.
    private Step Whole(Source source, string picture, string target) => Step.Ffmpeg(
    [
        .. source.RepeatedSeconds > 0 ? (string[])["-stream_loop", "-1"] : [], "-i", picture, "-f", "lavfi", "-i", Sound,
        "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-b:a", "128k", "-t", seconds.ToString(CultureInfo.InvariantCulture),
        .. source.Rotation != 0 ? (string[])["-metadata:s:v:0", $"rotate={(360 - source.Rotation).ToString(CultureInfo.InvariantCulture)}"] : [],
        target,
    ]);

    private async Task<string> FootageAsync(Source source, CancellationToken cancellation)
    {
        var file = Path.GetFullPath(Path.Combine(await UnpackAsync(source.Footage.Package, cancellation), "usr/share", source.Footage.Path));
        if (!file.EndsWith(".gz", StringComparison.Ordinal)) return file;
        var path = Path.Combine(directory, Path.GetFileNameWithoutExtension(file));
        if (File.Exists(path)) return path;
        await using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        await using var unpacked = File.Create(path);
        await packed.CopyToAsync(unpacked, cancellation);
        return path;
    }

    // The footage alone is wanted, not the program it comes with and all that needs.
    private async Task<string> UnpackAsync(string package, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(Path.Combine(directory, "footage", package));
        if (Directory.Exists(folder)) return folder;
        var temporary = folder + ".part";
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        await Tool.RunAsync(new Step("env", ["-C", temporary, "apt-get", "download", "-q", package]), cancellation);
        var archive = Directory.GetFiles(temporary, "*.deb").Single();
        await Tool.RunAsync(new Step("dpkg-deb", ["-x", archive, temporary]), cancellation);
        File.Delete(archive);
        Directory.Move(temporary, folder);
        return folder;
    }
}
