using System.Buffers.Binary;
using System.Globalization;
using HighPerf.Media.Tests.Corpus.Cases;
using HighPerf.Media.Tests.Corpus.Colour;
using HighPerf.Media.Tests.Showcase;
using HighPerf.Testing.Clips;
using Xunit.Abstractions;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>High dynamic range becomes an ordinary picture: near the reference tone map, and as lively as it was filmed.</summary>
[Collection(CorpusCollection.Name)]
public sealed class HdrTests(MadeCorpus corpus, ITestOutputHelper output)
{
    private const double MostMeanDifference = 3;
    private const double MostDifferenceOfMost = 6; // the 95th percentile

    // Of the ordinary picture's. Highlights cost a little of both; a picture whose transfer is ignored keeps half.
    private const double LeastContrast = 0.8;
    private const double LeastColourfulness = 0.75;

    // What the picture is judged by, on the canvas: between the logo and the ramp, and the colour bars below the ramp.
    private static readonly (int Left, int Top, int Width, int Height)[] Judged = [(0, 125, 1280, 230), (0, 485, 1280, 115)];

    // Inside the white box at the bottom right, as coded.
    private const int WhiteX = 1800;
    private const int WhiteY = 990;

    [Theory]
    [MemberData(nameof(CorpusTable.Hdr), MemberType = typeof(CorpusTable))]
    public async Task The_tones_are_the_references(string name, string flavour)
    {
        var differences = (await corpus.ComparisonOf(name, flavour)).Differences();
        double mean = differences.Average(), most = differences[differences.Count * 95 / 100];
        output.WriteLine($"{name}: CIEDE2000 mean {mean:0.00}, 95 % {most:0.00}, largest {differences[^1]:0.0}");
        Assert.InRange(mean, 0, MostMeanDifference);
        Assert.InRange(most, 0, MostDifferenceOfMost);
    }

    [Theory]
    [MemberData(nameof(CorpusTable.UprightHdr), MemberType = typeof(CorpusTable))]
    public async Task It_is_not_washed_out(string name, string flavour)
    {
        var comparison = await corpus.ComparisonOf(name, flavour);
        var ordinary = await OrdinaryPictureAsync(comparison.BodyFrames / 2);
        foreach (var (left, top, width, height) in Judged)
        {
            Region made = new(comparison.Body, left, top, width, height), was = new(ordinary, left, top, width, height);
            double contrast = made.Contrast() / was.Contrast(), colourfulness = made.Colourfulness() / was.Colourfulness();
            output.WriteLine($"{name}: contrast {contrast:0.00}, colourfulness {colourfulness:0.00} of the ordinary picture's");
            Assert.InRange(contrast, LeastContrast, 1.2);
            Assert.InRange(colourfulness, LeastColourfulness, 1.2);
        }
    }

    [Theory]
    [MemberData(nameof(CorpusTable.UprightHdr), MemberType = typeof(CorpusTable))]
    public async Task Diffuse_white_stays_bright_and_leaves_room_above(string name, string flavour)
    {
        var body = (await corpus.ComparisonOf(name, flavour)).Body;
        var lightness = new Region(body, 1180, 640, 60, 60).Lightness();
        output.WriteLine($"{name}: diffuse white has L* {lightness:0.0}");
        // The curve brings 1 to 0.679 of linear light: L* 86 as BT.1886 shows it, a little more as sRGB does.
        Assert.InRange(lightness, 82, 92);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_clips_diffuse_white_is_where_BT_2408_puts_it(string name)
    {
        var one = CorpusTable.Case(name);
        var bytes = await CommandLine.RunCheckedAsync("ffmpeg",
            [
                "-v", "error", "-i", await one.ClipAsync(), "-frames:v", "1", "-vf",
                string.Create(CultureInfo.InvariantCulture, $"crop=8:8:{WhiteX}:{WhiteY}"), "-f", "rawvideo", "-pix_fmt", "yuv420p10le", "-",
            ]);
        Assert.Equal(one.Hdr!.ReferenceWhite, BinaryPrimitives.ReadInt16LittleEndian(bytes), 4.0);
    }

    public static TheoryData<string> Kinds => ["HLG", "PQ"];

    private static async Task<Picture> OrdinaryPictureAsync(int number)
    {
        var rgb = await CommandLine.RunCheckedAsync("ffmpeg",
            [
                "-v", "error", "-i", Recipe.PhoneFootage, "-filter_complex",
                string.Create(CultureInfo.InvariantCulture, $"{HdrCases.Sdr},scale=1280:720:flags=bicubic,select=eq(n\\,{number}),{Comparison.ToRgb}[o]"),
                "-map", "[o]", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-",
            ]);
        return new Picture(PictureArea.CanvasWidth, PictureArea.CanvasHeight, rgb);
    }
}
