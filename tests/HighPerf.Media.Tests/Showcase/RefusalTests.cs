using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Showcase;

public sealed class RefusalTests
{
    [Fact]
    public async Task A_short_clip_is_refused() => await MustRefuse(await Clips.TooShort, RefusalCode.DurationTooShort);

    [Fact]
    public async Task A_long_clip_is_refused() => await MustRefuse(await Clips.TooLong, RefusalCode.DurationTooLong);

    [Fact]
    public async Task A_small_clip_is_refused() => await MustRefuse(await Clips.TooSmall, RefusalCode.ResolutionTooSmall);

    [Fact]
    public async Task A_huge_picture_is_refused() => await MustRefuse(await Clips.TooLarge, RefusalCode.ResolutionTooLarge);

    [Fact]
    public async Task Sound_alone_is_refused() => await MustRefuse(await Clips.NoVideo, RefusalCode.NoVideoStream);

    [Fact]
    public async Task A_codec_nobody_films_with_is_refused() => await MustRefuse(await Clips.UnsupportedCodec, RefusalCode.UnsupportedCodec);

    [Fact]
    public async Task A_cut_file_is_refused() => await MustRefuse(await Clips.Truncated, RefusalCode.Damaged);

    [Fact]
    public async Task A_file_whose_index_was_cut_off_is_refused() => await MustRefuse(await Clips.TruncatedWithoutIndex, RefusalCode.Damaged);

    [Fact]
    public async Task Noise_in_the_pictures_is_refused()
    {
        using var workspace = new Workspace();
        var path = Path.Combine(workspace.CacheDirectory, "noise.mp4");
        Directory.CreateDirectory(workspace.CacheDirectory);
        var bytes = await File.ReadAllBytesAsync(await Clips.Landscape1080p);
        var noise = new Random(7);
        for (var i = 0; i < 20_000; i++) bytes[noise.Next(bytes.Length / 20, bytes.Length * 9 / 10)] ^= (byte)noise.Next(1, 256);
        await File.WriteAllBytesAsync(path, bytes);
        await MustRefuse(path, RefusalCode.Damaged);
    }

    [Fact]
    public async Task Text_is_refused()
    {
        using var workspace = new Workspace();
        var path = Path.Combine(workspace.Directory, "playlist.mp4");
        await File.WriteAllTextAsync(path, "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n");
        await MustRefuse(path, RefusalCode.Damaged);
    }

    [Fact]
    public async Task A_small_clip_is_accepted_when_the_rule_is_off()
    {
        using var workspace = new Workspace();
        var rules = Workspace.Rules with { MinShortSide = 0 };
        var outcome = ShowcasePipeline.Run(workspace.Request(await Clips.TooSmall, rules), _ => { }, CancellationToken.None);
        var result = Assert.IsType<ShowcaseOutcome.Done>(outcome).Result;
        Assert.Equal((1280, 720), (result.SourceWidth, result.SourceHeight));
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(workspace.VideoPath));
    }

    [Fact]
    public void What_is_not_a_regular_file_is_a_failure_and_not_opened()
    {
        using var workspace = new Workspace();
        var outcome = ShowcasePipeline.Run(workspace.Request("/dev/zero"), _ => { }, CancellationToken.None);
        Assert.Contains("regular file", Assert.IsType<ShowcaseOutcome.Failed>(outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_source_is_a_failure_and_not_the_players_fault()
    {
        using var workspace = new Workspace();
        var outcome = ShowcasePipeline.Run(workspace.Request(Path.Combine(workspace.Directory, "none.mp4")), _ => { }, CancellationToken.None);
        Assert.False(Assert.IsType<ShowcaseOutcome.Failed>(outcome).Crashed);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_never_written_over()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.VideoPath, "the winner's");
        var rules = new SourceRules(TimeSpan.Zero, TimeSpan.FromMinutes(1), 0);
        var outcome = ShowcasePipeline.Run(workspace.Request(await Clips.TooShort, rules), _ => { }, CancellationToken.None);
        Assert.IsType<ShowcaseOutcome.Failed>(outcome);
        Assert.Equal("the winner's", await File.ReadAllTextAsync(workspace.VideoPath));
        Assert.Equal(["clip.1.mp4"], workspace.Files);
    }

    private static async Task MustRefuse(string source, string code)
    {
        using var workspace = new Workspace();
        var outcome = await Task.Run(() => ShowcasePipeline.Run(workspace.Request(source), _ => { }, CancellationToken.None));
        var refused = Assert.IsType<ShowcaseOutcome.Refused>(outcome);
        Assert.Equal(code, refused.Code);
        Assert.NotEmpty(refused.Detail);
        Assert.Empty(workspace.Files);
    }
}
