using System.Globalization;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>
/// What the command line makes of a case with the same filters, told everything that the pipeline must find out by itself:
/// which way is up, which matrix and range the colours are in, how large the picture becomes.
/// </summary>
internal static class ReferenceGraph
{
    /// <summary>Input 0 is the clip, decoded with <c>-noautorotate</c>; input 1 is the logo.</summary>
    /// <param name="case">What is known of the clip.</param>
    /// <param name="label">The output's name.</param>
    public static string Of(CorpusCase @case, string label)
    {
        string[] picture =
        [
            @case.Times,
            @case.Interlaced ? "bwdif=mode=send_frame:deint=interlaced" : "",
            "fps=30:start_time=0",
            "trim=end_frame=900", // thirty seconds are shown
            @case.Upright,
            Scale(@case),
            @case.Hdr?.ToSdr(@case.FullRange) ?? "format=yuv420p",
            string.Create(CultureInfo.InvariantCulture, $"pad=1280:720:{@case.Area.X}:{@case.Area.Y}:black"),
            "setsar=1",
        ];
        return $"[0:v:{@case.Stream}]{string.Join(',', picture.Where(filter => filter.Length > 0))}[picture];" +
            // The built-in logo is smaller than the 240×96 that it may have.
            "[1:v]scale=flags=lanczos:out_color_matrix=bt709:out_range=tv,format=yuva420p[mark];" +
            $"[picture][mark]overlay=x=main_w-overlay_w-24:y=24:format=yuv420:eof_action=repeat,format=yuv420p[{label}]";
    }

    // As exactly as libswscale can. It takes chroma to lie half way between luma in both directions unless it is told.
    private static string Scale(CorpusCase @case)
    {
        var chromaIn = string.Create(
            CultureInfo.InvariantCulture,
            $"{(@case.ChromaX is { } x ? $":in_h_chr_pos={x}" : "")}{(@case.ChromaY is { } y ? $":in_v_chr_pos={y}" : "")}");
        // Tone is mapped after scaling, so that colours stay untouched until then.
        var range = @case.FullRange ? "pc" : "tv";
        var colours = @case.Hdr is not null
            ? $":in_range={range}:out_range={range}"
            : $":in_color_matrix={@case.Matrix}:in_range={range}:out_color_matrix=bt709:out_range=tv";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"scale={@case.Area.Width}:{@case.Area.Height}:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp" +
            $"{chromaIn}:out_h_chr_pos=0:out_v_chr_pos=128{colours}");
    }
}
