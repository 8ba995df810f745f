using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace.Contestants;

/// <summary>The rivals' bumpers, two seconds each: the product's pictures, and the product's motion.</summary>
/// <param name="Opening">As an operator would hand it in: 1080p, silent sound, hardly compressed.</param>
/// <param name="Closing">The same.</param>
/// <param name="EncodedOpening">With B's own settings, to be joined unchanged.</param>
/// <param name="EncodedClosing">The same.</param>
internal sealed record RivalBumpers(string Opening, string Closing, string EncodedOpening, string EncodedClosing)
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

    public static async Task<RivalBumpers> MakeAsync(Workplace place, CancellationToken cancellation)
    {
        var bumpers = new RivalBumpers(Name("opening"), Name("closing"), Name("opening-b"), Name("closing-b"));
        if (!File.Exists(bumpers.EncodedClosing))
        {
            Progress.Say($"making the rivals' bumpers");
            await DrawAsync(bumpers.Opening, OpeningFilters, "backdrop", "ball", "wordmark");
            await DrawAsync(bumpers.Closing, ClosingFilters, "backdrop", "ball", "wordmark", "farewell");
            await EncodeAsync(bumpers.Opening, bumpers.EncodedOpening);
            await EncodeAsync(bumpers.Closing, bumpers.EncodedClosing);
        }
        return bumpers;

        string Name(string name) => Path.Combine(place.In("bumpers"), name + ".mp4");

        Task DrawAsync(string target, string filters, params string[] layers) => Tool.RunAsync(
            Step.Ffmpeg(
            [
                .. layers.SelectMany(layer => (string[])["-loop", "1", "-framerate", "30", "-i", Path.Combine(place.Art, layer + ".png")]),
                "-f", "lavfi", "-i", "anullsrc=sample_rate=48000:channel_layout=mono",
                "-filter_complex", $"{filters},scale=1920:1080:flags=lanczos,format=yuv420p,setsar=1[out]", "-map", "[out]",
                "-map", $"{layers.Length}:a", "-t", "2", "-c:v", "libx264", "-preset", "medium", "-crf", "10", .. Tags, "-c:a", "aac", target,
            ]),
            cancellation);

        Task EncodeAsync(string bumper, string target) => Tool.RunAsync(
            Step.Ffmpeg(["-i", bumper, "-filter_complex", Graph.Hd.Bumper("0:v", "out"), "-map", "[out]", "-an", .. ContestantList.BestEncoder, target]),
            cancellation);
    }
}
