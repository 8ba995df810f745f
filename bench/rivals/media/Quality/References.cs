using System.Globalization;
using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace.Quality;

/// <summary>What a showcase's body should look like: the same graph, scaled with swscale's most exact arithmetic, kept without loss.</summary>
internal sealed class References(Workplace place)
{
    public async Task<string> MakeAsync(string clip, Graph graph, CancellationToken cancellation)
    {
        var path = Path.Combine(
            place.In("references"),
            string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(clip)}-{graph.Height}p.mkv"));
        if (File.Exists(path)) return path;
        Progress.Say($"making reference {Path.GetFileName(path)}");
        var part = path + ".part.mkv";
        await Tool.RunAsync(
            Step.Ffmpeg(
            [
                "-t", ContestantList.BodySeconds.ToString(CultureInfo.InvariantCulture), "-i", clip, "-i", place.Logo,
                "-filter_complex", graph.Exact.Body("0:v", "1:v", "out"), "-map", "[out]", "-an",
                "-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", part,
            ]),
            cancellation);
        File.Move(part, path);
        return path;
    }
}
