using System.Net;
using System.Text.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Clips;

/// <summary>What the worker made of the four clips, judged by the ffmpeg command line.</summary>
[Collection(StackCollection.Name)]
public sealed class ShowcaseClipTests(StackFixture fixture)
{
    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.PortraitByRotationFlag)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task A_clip_decodes_whole_without_a_complaint(SourceClip clip)
    {
        var made = await DownloadAsync(clip);
        Assert.Equal(string.Empty, await FfmpegOracle.DecodeErrorsAsync(made.Clip));
    }

    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.PortraitByRotationFlag)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task A_clip_has_one_stream_of_the_uniform_kind(SourceClip clip)
    {
        var made = await DownloadAsync(clip);
        using var probe = await FfmpegOracle.ProbeAsync(made.Clip);
        var stream = Assert.Single(probe.RootElement.GetProperty("streams").EnumerateArray());

        Assert.Equal("video", stream.GetProperty("codec_type").GetString());
        Assert.Equal("h264", stream.GetProperty("codec_name").GetString());
        Assert.Equal("yuv420p", stream.GetProperty("pix_fmt").GetString());
        Assert.Equal(1280, stream.GetProperty("width").GetInt32());
        Assert.Equal(720, stream.GetProperty("height").GetInt32());
        Assert.Equal("1:1", stream.GetProperty("sample_aspect_ratio").GetString());
        Assert.False(stream.TryGetProperty("side_data_list", out var sideData), $"Rotation left to the player: {sideData}");
        Assert.InRange(Rate(stream), 1, 30.001);
    }

    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.PortraitByRotationFlag)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task A_clip_is_at_most_30_s_of_its_source_and_5_s_of_bumpers(SourceClip clip)
    {
        var made = await DownloadAsync(clip);
        var bumpers = await MadeClip.DurationAsync(made.Opening) + await MadeClip.DurationAsync(made.Closing);
        var whole = await MadeClip.DurationAsync(made.Clip);
        var source = Math.Min(30, await MadeClip.DurationAsync(made.Video.SourcePath));

        Assert.InRange(bumpers, 0.5, 5.0);
        Assert.InRange(whole, 20, 35.0);
        Assert.Equal(source, whole - bumpers, tolerance: 0.1);
    }

    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.PortraitByRotationFlag)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task A_clip_begins_and_ends_with_the_kept_bumpers_packet_by_packet(SourceClip clip)
    {
        var made = await DownloadAsync(clip);
        var packets = await FfmpegOracle.PacketHashesAsync(made.Clip);
        var opening = await FfmpegOracle.PacketHashesAsync(made.Opening);
        var closing = await FfmpegOracle.PacketHashesAsync(made.Closing);

        Assert.True(opening.Count >= 15 && closing.Count >= 15, $"Bumpers of {opening.Count} and {closing.Count} packets");
        Assert.True(packets.Count > opening.Count + closing.Count, $"Only {packets.Count} packets");
        Assert.Equal(opening, packets.Take(opening.Count), StringComparer.Ordinal);
        Assert.Equal(closing, packets.TakeLast(closing.Count), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.PortraitByRotationFlag)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task A_clip_plays_before_it_is_loaded_whole(SourceClip clip)
    {
        var boxes = (await FfmpegOracle.TopLevelBoxesAsync((await DownloadAsync(clip)).Clip)).ToList();
        Assert.Contains("moov", boxes, StringComparer.Ordinal);
        Assert.True(boxes.IndexOf("moov") < boxes.IndexOf("mdat"), string.Join(' ', boxes));
    }

    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task The_watermark_is_at_the_top_right_of_every_clip(SourceClip clip)
    {
        // On the black bar of the upright clip the watermark stands alone: that is what the other clips are searched for.
        var mark = Watermark.On(await (await DownloadAsync(SourceClip.PortraitByRotationFlag)).FramesAsync(10));
        var made = await DownloadAsync(clip);
        var found = mark.FindIn(await made.FramesAsync(6, 10, 14, 18));

        Assert.True(Math.Abs(found.X - mark.X) <= 1 && Math.Abs(found.Y - mark.Y) <= 1 && found.Correlation > 0.5,
            $"Expected the watermark at {mark.X},{mark.Y}; the best match is {found}");
    }

    [Fact]
    public async Task The_watermark_keeps_24_pixels_from_the_corner()
    {
        var mark = Watermark.On(await (await DownloadAsync(SourceClip.PortraitByRotationFlag)).FramesAsync(10));

        Assert.InRange(mark.Width, 40, 400);
        Assert.InRange(mark.Height, 20, 200);
        // The soft, transparent edge of the mark drowns in the black; HighPerf.Media.Tests compare it with the logo itself.
        Assert.InRange(mark.Y, 24, 32);
        Assert.InRange(1280 - (mark.X + mark.Width), 24, 32);
    }

    [Fact]
    public async Task An_upright_clip_stands_upright_between_black_bars()
    {
        var frame = Assert.Single(await (await DownloadAsync(SourceClip.PortraitByRotationFlag)).FramesAsync(10));

        // 1080×1920 becomes 405×720 in the middle; the source's own marks tell which way up it is.
        Assert.True(frame.At(437 + 40, 40) is { B: > 150, R: < 100 }, $"top left is {frame.At(477, 40)}");
        Assert.True(frame.At(842 - 40, 40) is { R: > 150, B: < 100 }, $"top right is {frame.At(802, 40)}");
        Assert.True(frame.IsBlack(0, 0, 430, 720), "no black bar on the left");
        Assert.True(frame.IsBlack(850, 360, 430, 360), "no black bar on the right");
        Assert.False(frame.IsBlack(440, 0, 400, 720));
    }

    [Fact]
    public async Task A_four_by_three_clip_has_bars_left_and_right()
    {
        var frame = Assert.Single(await (await DownloadAsync(SourceClip.FourByThree)).FramesAsync(10));

        Assert.True(frame.IsBlack(0, 0, 156, 720), "no black bar on the left");
        Assert.True(frame.IsBlack(1124, 360, 156, 360), "no black bar on the right");
        Assert.False(frame.IsBlack(164, 0, 952, 40), "the picture does not reach the top");
        Assert.False(frame.IsBlack(164, 680, 952, 40), "the picture does not reach the bottom");
    }

    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.PortraitByRotationFlag)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task The_thumbnail_is_a_jpeg_that_shows_something(SourceClip clip)
    {
        var made = await DownloadAsync(clip);
        var bytes = await File.ReadAllBytesAsync(made.Thumbnail);
        Assert.Equal([0xFF, 0xD8, 0xFF], bytes[..3]);

        var (width, height, rgb) = await FfmpegOracle.FrameRgbAsync(made.Thumbnail, TimeSpan.Zero);
        var frame = new Frame(width, height, rgb);
        Assert.Equal(16.0 / 9, (double)width / height, tolerance: 0.02);
        Assert.InRange(frame.Deviation(), 15, 128);
    }

    [Theory]
    [InlineData(SourceClip.Landscape)]
    [InlineData(SourceClip.PortraitByRotationFlag)]
    [InlineData(SourceClip.FourByThree)]
    [InlineData(SourceClip.SixtyFps)]
    public async Task A_clip_was_made_once_and_its_original_kept(SourceClip clip)
    {
        var video = await fixture.ProcessedAsync(clip);
        var id = Guid.Parse(video.Id);
        var files = fixture.Stack.MediaFiles().Where(file => file.Contains(video.Id, StringComparison.Ordinal)).ToList();

        Assert.True(files.Count == 3, "Expected the original, the clip and the thumbnail, found " + string.Join(' ', files));
        Assert.Equal(1, await fixture.Stack.ScalarAsync<int>(
            "select attempt from jobs where state = 'succeeded' and payload::text like '%' || $1 || '%'", video.Id));
        Assert.Equal(new FileInfo(video.SourcePath).Length, await fixture.Stack.ScalarAsync<long>("select size_bytes from videos where id = $1", id));
    }

    private static double Rate(JsonElement stream)
    {
        var parts = stream.GetProperty("avg_frame_rate").GetString()!.Split('/');
        return double.Parse(parts[0], provider: null) / double.Parse(parts[1], provider: null);
    }

    private async Task<MadeClip> DownloadAsync(SourceClip clip)
    {
        var video = await fixture.ProcessedAsync(clip);
        var directory = Path.Combine(Downloads.FullPath, video.Id);
        Directory.CreateDirectory(directory);
        var made = new MadeClip(
            video,
            Path.Combine(directory, "clip.mp4"),
            Path.Combine(directory, "thumbnail.jpg"),
            Kept("opening-*.mp4"),
            Kept("closing-*.mp4"));
        await SaveAsync(video.ProcessedUrl, made.Clip);
        await SaveAsync(video.ThumbnailUrl, made.Thumbnail);
        return made;
    }

    private static TestDirectory Downloads { get; } = TestDirectory.Create("downloads");

    private string Kept(string pattern) => Assert.Single(Directory.GetFiles(fixture.Stack.MediaCacheDirectory, pattern));

    private async Task SaveAsync(string url, string path)
    {
        if (!File.Exists(path))
            await File.WriteAllBytesAsync(path, (await fixture.Client.GetAsync(url)).Expect(HttpStatusCode.OK).Body);
    }
}
