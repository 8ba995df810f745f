using HighPerf.Media.Tests.Corpus.Colour;
using HighPerf.Media.Tests.Mp4;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>One kind of clip: how it is made, and what a player who knows everything about it would show.</summary>
/// <param name="Name">What the test's name says.</param>
/// <param name="Steps">The command lines that make it (<see cref="FfmpegSteps"/>).</param>
internal sealed record CorpusCase(string Name, params string[][] Steps)
{
    public string Extension { get; init; } = "mp4";

    /// <summary>What is done to the finished file's bytes.</summary>
    public Mp4Edit? Edit { get; init; }

    /// <summary>How long the pictures last.</summary>
    public double Seconds { get; init; } = 1;

    /// <summary>Pictures a second, on average; null where it is as uneven as chance had it.</summary>
    public double? Rate { get; init; } = 30;

    /// <summary>The video stream that is meant, among the video streams.</summary>
    public int Stream { get; init; }

    public PictureArea Area { get; init; } = PictureArea.Whole;

    /// <summary>The filters that put the picture upright.</summary>
    public string Upright { get; init; } = "";

    /// <summary>The filter that gives each picture its time, where libavformat's is not the one of the file.</summary>
    public string Times { get; init; } = "setpts=PTS-STARTPTS";

    public bool Interlaced { get; init; }

    /// <summary>The matrix the colours really are in, in the scale filter's words.</summary>
    public string Matrix { get; init; } = "bt709";

    public bool FullRange { get; init; }

    /// <summary>
    /// Where a chroma sample of the upright picture lies between two luma samples of a row, in 256ths: on the left one as
    /// H.264 has it (figure E-1, type 0), unless the picture was turned. Null where there is one for each luma sample.
    /// </summary>
    public int? ChromaX { get; init; } = 0;

    /// <summary>The same between two rows: half way.</summary>
    public int? ChromaY { get; init; } = 128;

    /// <summary>High dynamic range: the result is a matter of tone, not of equality.</summary>
    public HdrKind? Hdr { get; init; }

    /// <summary>Carries <see cref="Marks"/>.</summary>
    public bool Marked { get; init; } = true;

    /// <summary>Keeps the contest's own rules (20 to 60 s, 1080 lines); the others are made small and short, to be quick.</summary>
    public bool KeepsRules { get; init; }

    /// <summary>The clip's path; made when first asked for and kept.</summary>
    public Task<string> ClipAsync() =>
        ClipCache.GetAsync($"corpus-{Name.Replace(' ', '-').Replace('/', '-')}", $"{FfmpegSteps.Recipe(Steps)}\n{Edit?.Name}", MakeAsync, Extension);

    public override string ToString() => Name;

    private async Task MakeAsync(string path)
    {
        await FfmpegSteps.RunAsync(path, Steps);
        if (Edit is not null) await Edit.ApplyAsync(path);
    }
}
