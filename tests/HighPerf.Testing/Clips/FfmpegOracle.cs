using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HighPerf.Testing.Clips;

/// <summary>
/// The independent judge of a made clip: the ffmpeg and ffprobe command lines. A clip is sound when a full decode leaves an
/// empty standard error; exit codes and frame counts are fine for files that are garbage.
/// </summary>
public static class FfmpegOracle
{
    /// <summary>What a full, strict decode of every stream complains about; empty for a sound file.</summary>
    public static async Task<string> DecodeErrorsAsync(string path)
    {
        var result = await CommandLine.RunAsync("ffmpeg",
            ["-v", "warning", "-xerror", "-err_detect", "+crccheck+bitstream+buffer+explode", "-i", path, "-map", "0", "-f", "null", "-"]);
        return result.ExitCode == 0 ? result.Errors : $"exit code {result.ExitCode}: {result.Errors}";
    }

    /// <summary>ffprobe's view of format and streams.</summary>
    public static async Task<JsonDocument> ProbeAsync(string path) =>
        JsonDocument.Parse(await CommandLine.RunCheckedAsync("ffprobe",
            ["-v", "error", "-show_format", "-show_streams", "-of", "json", path]));

    /// <summary>The four-letter names of the file's top-level boxes in order (ISO/IEC 14496-12, 4.2).</summary>
    public static async Task<IReadOnlyList<string>> TopLevelBoxesAsync(string path)
    {
        var names = new List<string>();
        await using var file = File.OpenRead(path);
        var header = new byte[16];
        for (long at = 0; at + 8 <= file.Length;)
        {
            file.Position = at;
            var read = await file.ReadAtLeastAsync(header, 16, throwOnEndOfStream: false);
            if (read < 8) break;
            long size = BinaryPrimitives.ReadUInt32BigEndian(header);
            names.Add(Encoding.ASCII.GetString(header, 4, 4));
            // Size 1 means a 64-bit size follows, size 0 means "to the end of the file".
            if (size == 1 && read == 16) size = BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(8));
            if (size < 8) break;
            at += size;
        }
        return names;
    }

    /// <summary>Size and SHA-256 of every video packet in file order, without timestamps, so that two files' packets compare.</summary>
    public static async Task<IReadOnlyList<string>> PacketHashesAsync(string path)
    {
        var output = await CommandLine.RunCheckedAsync("ffmpeg",
            ["-v", "error", "-i", path, "-map", "0:v:0", "-c", "copy", "-f", "framehash", "-"]);
        return [.. Encoding.ASCII.GetString(output)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(',', StringSplitOptions.TrimEntries))
            .Select(columns => $"{columns[4]}:{columns[5]}")];
    }

    /// <summary>The frame shown at a time: width, height and its pixels, three bytes each (red, green, blue), row by row.</summary>
    public static async Task<(int Width, int Height, byte[] Rgb)> FrameRgbAsync(string path, TimeSpan at, string filters = "null")
    {
        var seconds = at.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
        // A PPM image says its own size: "P6\n<width> <height>\n255\n" and then the pixels.
        var image = await CommandLine.RunCheckedAsync("ffmpeg",
            ["-v", "error", .. at == TimeSpan.Zero ? Array.Empty<string>() : ["-ss", seconds], "-i", path, "-vf", filters, "-frames:v", "1", "-f", "image2pipe", "-c:v", "ppm", "-"]);
        var offset = 0;
        string Line()
        {
            var end = Array.IndexOf(image, (byte)'\n', offset);
            if (end < 0) throw new InvalidOperationException($"{path} has no frame at {seconds} s.");
            var line = Encoding.ASCII.GetString(image, offset, end - offset);
            offset = end + 1;
            return line;
        }

        _ = Line();
        var size = Line().Split(' ');
        _ = Line();
        return (int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture), image[offset..]);
    }
}
