using System.Globalization;

namespace HighPerf.MediaRace.Contestants;

/// <summary>The showcase's filters in the command line's notation.</summary>
/// <param name="Width">Of the result.</param>
/// <param name="Height">Of the result.</param>
/// <param name="ScaleFlags">How swscale is asked to scale.</param>
internal sealed record Graph(int Width, int Height, string ScaleFlags)
{
    /// <summary>What everybody types.</summary>
    public static Graph Hd { get; } = new(1280, 720, "bicubic");

    public static Graph FullHd { get; } = new(1920, 1080, "bicubic");

    /// <summary>The same with swscale's most exact arithmetic: what results are compared with.</summary>
    public Graph Exact => this with { ScaleFlags = "bicubic+accurate_rnd+full_chroma_int" };

    /// <summary>
    /// The clip (<paramref name="input"/>) with the logo (<paramref name="logo"/>), at 30 fps. The logo gets the clip's colours, BT.709; unasked, libav would give it those of BT.601, in
    /// which it looks different.
    /// </summary>
    public string Body(string input, string logo, string output) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{input}]fps=30:start_time=0,{Fit}[picture];[{logo}]scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[mark];" +
        $"[picture][mark]overlay=main_w-overlay_w-24:24:format=yuv420:eof_action=repeat,format=yuv420p[{output}]");

    /// <summary>A bumper, made to fit.</summary>
    public string Bumper(string input, string output) => $"[{input}]fps=30,{Fit}[{output}]";

    private string Fit => string.Create(
        CultureInfo.InvariantCulture,
        $"scale={Width}:{Height}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags={ScaleFlags}," +
        $"pad={Width}:{Height}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p");
}
