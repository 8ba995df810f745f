using System.Globalization;
using System.Text.Json;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>Whatever went in: one form comes out.</summary>
[Collection(CorpusCollection.Name)]
public sealed class FormTests(MadeCorpus corpus)
{
    private const double LongestBody = 30;
    private const double Bumpers = 4;
    private const double OneFrame = 1.0 / 30;

    [Theory]
    [MemberData(nameof(CorpusTable.All), MemberType = typeof(CorpusTable))]
    public async Task Every_frame_decodes_without_a_complaint(string name, string flavour)
    {
        var made = await corpus.Of(name, flavour);
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(made.Video));
    }

    [Theory]
    [MemberData(nameof(CorpusTable.All), MemberType = typeof(CorpusTable))]
    public async Task There_is_one_stream_of_the_uniform_kind(string name, string flavour)
    {
        var stream = await StreamOf(name, flavour);
        Assert.Equal(
            ("video", "h264", "yuv420p", 1280, 720, "1:1", "30/1", "30/1"),
            (Text(stream, "codec_type"), Text(stream, "codec_name"), Text(stream, "pix_fmt"), stream.GetProperty("width").GetInt32(),
                stream.GetProperty("height").GetInt32(), Text(stream, "sample_aspect_ratio"), Text(stream, "avg_frame_rate"), Text(stream, "r_frame_rate")));
        Assert.False(stream.TryGetProperty("side_data_list", out _), "a display matrix would turn the picture again");
    }

    [Theory]
    [MemberData(nameof(CorpusTable.All), MemberType = typeof(CorpusTable))]
    public async Task The_colours_are_named(string name, string flavour)
    {
        var stream = await StreamOf(name, flavour);
        Assert.Equal(
            ("bt709", "bt709", "bt709", "tv"),
            (Text(stream, "color_space"), Text(stream, "color_primaries"), Text(stream, "color_transfer"), Text(stream, "color_range")));
    }

    [Theory]
    [MemberData(nameof(CorpusTable.All), MemberType = typeof(CorpusTable))]
    public async Task No_frame_is_lost_and_none_is_added(string name, string flavour)
    {
        var expected = Bumpers + Math.Min(LongestBody, CorpusTable.Case(name).Seconds);
        var duration = double.Parse(Text(await StreamOf(name, flavour), "duration"), CultureInfo.InvariantCulture);
        Assert.Equal(expected, duration, tolerance: OneFrame + 0.001);
    }

    [Theory]
    [MemberData(nameof(CorpusTable.All), MemberType = typeof(CorpusTable))]
    public async Task The_worker_says_how_fast_and_how_long_it_was_filmed(string name, string flavour)
    {
        var one = CorpusTable.Case(name);
        using var said = JsonDocument.Parse((await corpus.Of(name, flavour)).Worker.Output);
        if (one.Rate is { } rate) Assert.Equal(rate, said.RootElement.GetProperty("sourceFps").GetDouble(), tolerance: 0.01);
        var seconds = said.RootElement.GetProperty("sourceDurationMs").GetInt32() / 1000.0;
        Assert.Equal(one.Seconds, seconds, tolerance: 1 / (one.Rate ?? 30) + 0.001);
    }

    [Theory]
    [MemberData(nameof(CorpusTable.All), MemberType = typeof(CorpusTable))]
    public async Task The_index_comes_before_the_data(string name, string flavour)
    {
        var boxes = (await FfmpegOracle.TopLevelBoxesAsync((await corpus.Of(name, flavour)).Video)).ToList();
        Assert.InRange(boxes.IndexOf("moov"), 0, boxes.IndexOf("mdat"));
    }

    private async Task<JsonElement> StreamOf(string name, string flavour) =>
        Assert.Single((await (await corpus.Of(name, flavour)).ProbeAsync()).GetProperty("streams").EnumerateArray());

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";
}
