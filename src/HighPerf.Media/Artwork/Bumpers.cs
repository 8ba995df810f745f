using HighPerf.Media.Codecs;
using HighPerf.Media.Filters;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Artwork;

/// <summary>The opening and the closing bumper: an operator's own, or the built-in ones.</summary>
internal static class Bumpers
{
    private const string OpeningName = "opening";
    private const string ClosingName = "closing";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    // Drawn in RGB, shown in BT.709: left to itself the scale filter would take BT.601.
    private const string ToVideo = "scale=out_color_matrix=bt709:out_range=tv";
    private const string Layer = ToVideo + ",format=yuva420p";
    private const string Backdrop = "[layer0]" + ToVideo + ",format=yuv420p[hall]";

    // The ball rolls in and slows down: it stops at x = 180 after 0.9 s, having turned as far as its way demands
    // (its radius is 132). Then the name rises into view.
    private const string OpeningFilters =
        Backdrop + ";" +
        "[layer1]rotate=a='-if(lt(t,0.9),480*pow(1-t/0.9,3)/132,0)':c=black@0," + Layer + "[ball];" +
        "[layer2]" + Layer + ",fade=t=in:st=0.5:d=0.45:alpha=1[name];" +
        "[hall][ball]overlay=x='180-if(lt(t,0.9),480*pow(1-t/0.9,3),0)':y=200[rolled];" +
        "[rolled][name]overlay=x=480:y='210+if(lt(t,0.95),36*pow(max(0,1-(t-0.5)/0.45),2),0)'," +
        "fade=t=in:st=0:d=0.25,format=yuv420p[out]";

    // The same picture at rest; the farewell slides up, and everything goes dark at the end.
    private const string ClosingFilters =
        Backdrop + ";" +
        "[layer1]" + Layer + "[ball];[layer2]" + Layer + "[name];" +
        "[layer3]" + Layer + ",fade=t=in:st=0.3:d=0.4:alpha=1[farewell];" +
        "[hall][ball]overlay=x=180:y=200[rolled];[rolled][name]overlay=x=480:y=210[named];" +
        "[named][farewell]overlay=x=190:y='560+30*pow(max(0,1-max(0,t-0.3)/0.4),2)'," +
        "fade=t=in:st=0:d=0.2,fade=t=out:st=1.6:d=0.4,format=yuv420p[out]";

    public static Bumper Opening(ShowcaseArtwork artwork) => artwork.OpeningFile is { } file
        ? FromFile(OpeningName, file)
        : new LayeredBumper(OpeningName, Duration, OpeningFilters, Layers("backdrop.png", "ball.png", "wordmark.png"));

    public static Bumper Closing(ShowcaseArtwork artwork) => artwork.ClosingFile is { } file
        ? FromFile(ClosingName, file)
        : new LayeredBumper(ClosingName, Duration, ClosingFilters, Layers("backdrop.png", "ball.png", "wordmark.png", "farewell.png"));

    private static Bumper FromFile(string name, string path)
    {
        Span<byte> start = stackalloc byte[8];
        int read;
        using (var file = File.OpenRead(path)) read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return StillImage.IsPng(start[..read]) ? FromImage(name, File.ReadAllBytes(path)) : new ClipBumper(name, path);
    }

    private static LayeredBumper FromImage(string name, byte[] png)
    {
        using var image = StillImage.Decode(png);
        var canvas = Canvas.Fit(image.Width, image.Height);
        var picture = FilterGraph.Chain(
            canvas.Scale("flags=bicubic:out_color_matrix=bt709:out_range=tv"), "format=yuv420p", canvas.Pad, "setsar=1");
        return new LayeredBumper(
            name, Duration, $"[layer0]{picture},fade=t=in:st=0:d=0.3,fade=t=out:st=1.7:d=0.3,format=yuv420p[out]", [png]);
    }

    private static byte[][] Layers(params ReadOnlySpan<string> names)
    {
        var layers = new byte[names.Length][];
        for (var i = 0; i < names.Length; i++) layers[i] = BuiltIn.Read(names[i]);
        return layers;
    }
}
