using HighPerf.MediaRace.Processes;
using HighPerf.Testing;

namespace HighPerf.MediaRace.Contestants;

/// <summary>The rivals' bumpers, two seconds each: the product's pictures, and the product's motion.</summary>
/// <param name="Original">As an operator would hand them in: 1080p, silent sound, hardly compressed.</param>
/// <param name="Best">With B's own settings, to be joined unchanged.</param>
/// <param name="Tuned">With ours, for B2.</param>
internal sealed record RivalBumpers(BumperPair Original, BumperPair Best, BumperPair Tuned)
{
    public const int Frames = 60;

    private const string Layer = "scale=out_color_matrix=bt709:out_range=tv,format=yuva420p";

    private const string OpeningFilters =
        "[0:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[hall];" +
        "[1:v]rotate=a='-if(lt(t,0.9),480*pow(1-t/0.9,3)/132,0)':c=black@0," + Layer + "[ball];" +
        "[2:v]" + Layer + ",fade=t=in:st=0.5:d=0.45:alpha=1[name];" +
        "[hall][ball]overlay=x='180-if(lt(t,0.9),480*pow(1-t/0.9,3),0)':y=200[rolled];" +
        "[rolled][name]overlay=x=480:y='210+if(lt(t,0.95),36*pow(max(0,1-(t-0.5)/0.45),2),0)',fade=t=in:st=0:d=0.25";

    private const string ClosingFilters =
        "[0:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[hall];" +
        "[1:v]" + Layer + "[ball];[2:v]" + Layer + "[name];[3:v]" + Layer + ",fade=t=in:st=0.3:d=0.4:alpha=1[farewell];" +
        "[hall][ball]overlay=x=180:y=200[rolled];[rolled][name]overlay=x=480:y=210[named];" +
        "[named][farewell]overlay=x=190:y='560+30*pow(max(0,1-max(0,t-0.3)/0.4),2)',fade=t=in:st=0:d=0.2,fade=t=out:st=1.6:d=0.4";

    private static readonly string[] Tags =
        ["-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"];

    /// <param name="place">Where they are kept, each named by the hash of its recipe.</param>
    /// <param name="ourEncoder">B2's.</param>
    public static async Task<RivalBumpers> MakeAsync(Workplace place, IReadOnlyList<string> ourEncoder, CancellationToken cancellation)
    {
        var original = new BumperPair(
            await DrawAsync("opening", OpeningFilters, "backdrop", "ball", "wordmark"),
            await DrawAsync("closing", ClosingFilters, "backdrop", "ball", "wordmark", "farewell"));
        return new RivalBumpers(original, await PairAsync("b", ContestantList.BestEncoder), await PairAsync("b2", ourEncoder));

        Task<string> DrawAsync(string name, string filters, params string[] layers) => MadeAsync(name, place.Art, place.ArtHash, art =>
        [
            .. layers.SelectMany(layer => (string[])["-loop", "1", "-framerate", "30", "-i", Path.Combine(art, layer + ".png")]),
            "-f", "lavfi", "-i", "anullsrc=sample_rate=48000:channel_layout=mono",
            "-filter_complex", $"{filters},scale=1920:1080:flags=lanczos,format=yuv420p,setsar=1[out]", "-map", "[out]",
            "-map", $"{layers.Length}:a", "-t", "2", "-c:v", "libx264", "-preset", "medium", "-crf", "10", .. Tags, "-c:a", "aac",
        ]);

        async Task<BumperPair> PairAsync(string name, IReadOnlyList<string> encoder) =>
            new(await EncodeAsync($"opening-{name}", original.Opening, encoder), await EncodeAsync($"closing-{name}", original.Closing, encoder));

        Task<string> EncodeAsync(string name, string bumper, IReadOnlyList<string> encoder) => MadeAsync(name, bumper, Path.GetFileName(bumper), input =>
            ["-i", input, "-filter_complex", Graph.Hd.Bumper("0:v", "out"), "-map", "[out]", "-an", .. encoder]);

        // Part of the recipe is what the input holds, not where it lies.
        async Task<string> MadeAsync(string name, string input, string content, Func<string, string[]> arguments)
        {
            var path = Path.Combine(place.In("bumpers"), $"{name}-{Recipe.Hash(Step.Ffmpeg(arguments(content)).ToString())}.mp4");
            if (File.Exists(path)) return path;
            Progress.Say($"making the rivals' bumper {Path.GetFileName(path)}");
            var part = path + ".part.mp4";
            await Tool.RunAsync(Step.Ffmpeg([.. arguments(input), part]), cancellation);
            File.Move(part, path, overwrite: true);
            return path;
        }
    }
}
