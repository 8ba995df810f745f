using System.Globalization;
using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Processes;
using HighPerf.Testing;

namespace HighPerf.MediaRace.Quality;

/// <summary>What a showcase's body should look like: the same graph, scaled with swscale's most exact arithmetic, kept without loss.</summary>
internal sealed class References(Workplace place)
{
    public async Task<string> MakeAsync(string clip, Graph graph, CancellationToken cancellation)
    {
        // The clip's name holds the hash of its own recipe.
        var recipe = Recipe.Hash(Make(Path.GetFileName(clip), place.ArtHash, graph, "TARGET").ToString());
        var path = Path.Combine(
            place.In("references"),
            string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(clip)}-{graph.Height}p-{recipe}.mkv"));
        if (File.Exists(path)) return path;
        Progress.Say($"making reference {Path.GetFileName(path)}");
        var part = path + ".part.mkv";
        await Tool.RunAsync(Make(clip, place.Logo, graph, part), cancellation);
        File.Move(part, path);
        return path;
    }

    private static Step Make(string clip, string logo, Graph graph, string target) => Step.Ffmpeg(
        "-t", ContestantList.BodySeconds.ToString(CultureInfo.InvariantCulture), "-i", clip, "-i", logo,
        "-filter_complex", graph.Exact.Body("0:v", "1:v", "out"), "-map", "[out]", "-an",
        "-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", target);
}
