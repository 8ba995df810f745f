using HighPerf.Media.Tests.Corpus.Colour;
using HighPerf.Media.Tests.Showcase;
using HighPerf.Testing.Clips;
using Xunit.Abstractions;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>Whatever went in: it is what is shown, the right way up, in its own colours.</summary>
[Collection(CorpusCollection.Name)]
public sealed class PictureTests(MadeCorpus corpus, ITestOutputHelper output)
{
    private const double LeastSsim = 0.98;
    private const double LeastSsimOfAPicture = 0.97; // of the moving figures, the picture a thirtieth of a second before has 0.948 to 0.955

    // The encoder's loss is 0.1 to 1.2; a matrix taken for the other one is 2.9, with a similarity that passes.
    private const double MostDifference = 1.5;

    private const double LeastDeviation = 10;
    private const double MostThumbnailDifference = 2.4;
    private const int ThumbnailStride = 7; // one pixel in seven

    [Theory]
    [MemberData(nameof(CorpusTable.Ordinary), MemberType = typeof(CorpusTable))]
    public async Task The_body_is_the_picture_that_the_command_line_makes(string name, string flavour)
    {
        var comparison = await corpus.ComparisonOf(name, flavour);
        output.WriteLine($"{name}: SSIM {comparison.Ssim:0.0000}, worst frame {comparison.WorstSsim:0.0000}, {comparison.BodyFrames} frames of {comparison.Frames}");
        Assert.InRange(comparison.Ssim, LeastSsim, 1);
        Assert.InRange(comparison.WorstSsim, LeastSsimOfAPicture, 1);
        Assert.InRange(comparison.Frames - comparison.BodyFrames, 0, 1);
    }

    // Structural similarity hardly sees a change of colour as a whole.
    [Theory]
    [MemberData(nameof(CorpusTable.Ordinary), MemberType = typeof(CorpusTable))]
    public async Task The_colours_are_the_sources(string name, string flavour)
    {
        var differences = (await corpus.ComparisonOf(name, flavour)).Differences();
        output.WriteLine($"{name}: CIEDE2000 mean {differences.Average():0.00}");
        Assert.InRange(differences.Average(), 0, MostDifference);
    }

    [Theory]
    [MemberData(nameof(CorpusTable.Marked), MemberType = typeof(CorpusTable))]
    public async Task The_marked_corners_are_where_they_belong(string name, string flavour) =>
        Marks.MustBeSeen((await corpus.ComparisonOf(name, flavour)).Body, CorpusTable.Case(name).Area);

    [Theory]
    [MemberData(nameof(CorpusTable.All), MemberType = typeof(CorpusTable))]
    public async Task The_thumbnail_shows_something(string name, string flavour)
    {
        var made = await corpus.Of(name, flavour);
        var picture = Picture.Of(await FfmpegOracle.FrameRgbAsync(made.Thumbnail, TimeSpan.Zero));
        Assert.Equal((640, 360), (picture.Width, picture.Height));
        Assert.InRange(new Region(picture, 0, 0, picture.Width, picture.Height).LumaDeviation(), LeastDeviation, 128);
    }

    // Of a clip of one second it can only be the first picture.
    [Theory]
    [MemberData(nameof(CorpusTable.OfOneSecond), MemberType = typeof(CorpusTable))]
    public async Task The_thumbnail_has_the_colours_of_the_clip(string name, string flavour)
    {
        var made = await corpus.Of(name, flavour);
        var thumbnail = Picture.Of(await FfmpegOracle.FrameRgbAsync(made.Thumbnail, TimeSpan.Zero));
        var first = Picture.Of(await FfmpegOracle.FrameRgbAsync(
            made.Video, TimeSpan.FromSeconds(Comparison.BumperFrames / 30.0), $"{Comparison.ToRgb},scale=640:360:flags=lanczos"));
        var difference = Enumerable.Range(0, 640 * 360 / ThumbnailStride)
            .Select(i => (X: i * ThumbnailStride % 640, Y: i * ThumbnailStride / 640))
            .Average(at => Ciede2000.Difference(Lab.OfSrgb(thumbnail.At(at.X, at.Y)), Lab.OfSrgb(first.At(at.X, at.Y))));
        output.WriteLine($"{name}: CIEDE2000 mean {difference:0.00}");
        Assert.InRange(difference, 0, MostThumbnailDifference);
    }
}
