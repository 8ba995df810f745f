using System.Globalization;
using System.Text.Json;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Showcase;

[Collection(ShowcaseCollection.Name)]
public sealed class ShowcasePipelineTests(MadeShowcase showcase)
{
    [Theory]
    [MemberData(nameof(MadeShowcase.All), MemberType = typeof(MadeShowcase))]
    public async Task Every_frame_decodes_without_a_complaint(string clip)
    {
        var made = await showcase.Of(clip);
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(made.Video));
    }

    [Theory]
    [MemberData(nameof(MadeShowcase.All), MemberType = typeof(MadeShowcase))]
    public async Task The_clip_has_the_one_stream_and_the_form_the_contract_names(string clip)
    {
        var made = await showcase.Of(clip);
        using var probe = await FfmpegOracle.ProbeAsync(made.Video);
        var stream = Assert.Single(probe.RootElement.GetProperty("streams").EnumerateArray());

        Assert.Equal("video", Text(stream, "codec_type"));
        Assert.Equal("h264", Text(stream, "codec_name"));
        Assert.Equal("High", Text(stream, "profile"));
        Assert.Equal("yuv420p", Text(stream, "pix_fmt"));
        Assert.Equal(1280, stream.GetProperty("width").GetInt32());
        Assert.Equal(720, stream.GetProperty("height").GetInt32());
        Assert.Equal("1:1", Text(stream, "sample_aspect_ratio"));
        Assert.Equal("16:9", Text(stream, "display_aspect_ratio"));
        Assert.Equal("30/1", Text(stream, "avg_frame_rate"));
        Assert.Equal("30/1", Text(stream, "r_frame_rate"));
        Assert.Equal("bt709", Text(stream, "color_space"));
        Assert.Equal("tv", Text(stream, "color_range"));
        Assert.False(stream.TryGetProperty("side_data_list", out _), "a display matrix would turn the picture again");
    }

    [Theory]
    [InlineData(MadeShowcase.Landscape, 25)]
    [InlineData(MadeShowcase.LongLandscape, 30)]
    [InlineData(MadeShowcase.Portrait, 21)]
    [InlineData(MadeShowcase.FourByThree, 21)]
    [InlineData(MadeShowcase.SixtyFps, 21)]
    public async Task No_frame_is_lost_and_none_is_added(string clip, int bodySeconds)
    {
        var made = await showcase.Of(clip);
        var expected = (bodySeconds * 30) + 60 + 60;

        Assert.Equal(expected, (await FfmpegOracle.PacketHashesAsync(made.Video)).Count);
        using var probe = await FfmpegOracle.ProbeAsync(made.Video);
        var stream = probe.RootElement.GetProperty("streams")[0];
        Assert.Equal(expected, int.Parse(Text(stream, "nb_frames"), CultureInfo.InvariantCulture));
        var duration = double.Parse(Text(probe.RootElement.GetProperty("format"), "duration"), CultureInfo.InvariantCulture);
        Assert.Equal(expected / 30.0, duration, 0.002);
        Assert.InRange(duration, 0, 35.0);
        Assert.Equal(expected * 1000 / 30, made.Result.DurationMs);
        Assert.Equal(0, double.Parse(Text(stream, "start_time"), CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(MadeShowcase.All), MemberType = typeof(MadeShowcase))]
    public async Task The_index_comes_before_the_data(string clip)
    {
        var made = await showcase.Of(clip);
        var boxes = (await FfmpegOracle.TopLevelBoxesAsync(made.Video)).ToList();
        Assert.InRange(boxes.IndexOf("moov"), 0, boxes.IndexOf("mdat"));
    }

    [Theory]
    [MemberData(nameof(MadeShowcase.All), MemberType = typeof(MadeShowcase))]
    public async Task Bumpers_are_joined_byte_for_byte(string clip)
    {
        var made = await showcase.Of(clip);
        var packets = await FfmpegOracle.PacketHashesAsync(made.Video);
        var opening = await FfmpegOracle.PacketHashesAsync(made.Workspace.Bumper("opening"));
        var closing = await FfmpegOracle.PacketHashesAsync(made.Workspace.Bumper("closing"));

        Assert.Equal(60, opening.Count);
        Assert.Equal(60, closing.Count);
        Assert.Equal(opening, packets.Take(opening.Count), StringComparer.Ordinal);
        Assert.Equal(closing, packets.TakeLast(closing.Count), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(MadeShowcase.Landscape, 25_000, 1920, 1080, 30)]
    [InlineData(MadeShowcase.Portrait, 21_000, 1080, 1920, 30)]
    [InlineData(MadeShowcase.FourByThree, 21_000, 1440, 1080, 25)]
    [InlineData(MadeShowcase.WidePixels, 21_000, 1920, 1080, 30)]
    [InlineData(MadeShowcase.SixtyFps, 21_000, 1920, 1080, 60)]
    public async Task The_result_tells_what_the_source_was(string clip, int durationMs, int width, int height, int fps)
    {
        var made = await showcase.Of(clip);
        Assert.Equal(durationMs, made.Result.SourceDurationMs, 40.0);
        Assert.Equal((width, height), (made.Result.SourceWidth, made.Result.SourceHeight));
        Assert.Equal(fps, made.Result.SourceFps, 0.1);
        Assert.Equal(new FileInfo(made.Video).Length, made.Result.SizeBytes);
    }

    [Fact]
    public async Task Progress_rises_without_a_step_back()
    {
        var made = await showcase.Of(MadeShowcase.Landscape);
        Assert.Equal(made.Progress.Distinct().Order(), made.Progress);
        Assert.InRange(made.Progress[^1], 95, 99);
    }

    [Fact]
    public async Task Nothing_but_clip_and_thumbnail_is_left()
    {
        var made = await showcase.Of(MadeShowcase.Landscape);
        Assert.Equal(["clip.1.jpg", "clip.1.mp4"], made.Workspace.Files);
        Assert.Equal(2, Directory.GetFileSystemEntries(made.Workspace.CacheDirectory).Length);
    }

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";
}
