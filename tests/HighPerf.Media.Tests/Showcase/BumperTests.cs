using HighPerf.Media.Artwork;
using HighPerf.Media.Codecs;
using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Showcase;

public sealed class BumperTests
{
    private static readonly ShowcaseArtwork BuiltInArtwork = new(null, null, null);

    [Fact]
    public async Task Processes_that_miss_together_agree_on_one_file()
    {
        using var workspace = new Workspace();
        var cache = NewCache(workspace);
        var paths = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            Task.Run(() => cache.Get(Bumpers.Opening(BuiltInArtwork), CancellationToken.None))));
        Assert.Single(paths.Distinct(StringComparer.Ordinal));
        Assert.Equal(paths[0], Assert.Single(Directory.GetFileSystemEntries(workspace.CacheDirectory)));
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(paths[0]));
    }

    [Fact]
    public async Task A_second_job_takes_the_file_that_is_there()
    {
        using var workspace = new Workspace();
        var cache = NewCache(workspace);
        var first = new FileInfo(cache.Get(Bumpers.Closing(BuiltInArtwork), CancellationToken.None));
        var written = first.LastWriteTimeUtc;
        await Task.Run(() => cache.Get(Bumpers.Closing(BuiltInArtwork), CancellationToken.None));
        first.Refresh();
        Assert.Equal(written, first.LastWriteTimeUtc);
    }

    [Fact]
    public async Task A_damaged_file_in_the_cache_is_made_anew()
    {
        using var workspace = new Workspace();
        var cache = NewCache(workspace);
        var path = cache.Get(Bumpers.Opening(BuiltInArtwork), CancellationToken.None);
        await File.WriteAllTextAsync(path, "no bumper");
        Assert.Equal(path, cache.Get(Bumpers.Opening(BuiltInArtwork), CancellationToken.None));
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(path));
    }

    [Fact]
    public async Task An_operators_artwork_replaces_the_built_in()
    {
        using var workspace = new Workspace();
        var still = Path.Combine(workspace.Directory, "opening.png");
        await File.WriteAllBytesAsync(still, BuiltIn.Read("wordmark.png"));
        var logo = Path.Combine(workspace.Directory, "logo.png");
        await File.WriteAllBytesAsync(logo, BuiltIn.Read("wordmark.png")); // larger than allowed: scaled down
        var artwork = new ShowcaseArtwork(logo, still, await Clips.SixtyFps);
        var rules = new SourceRules(TimeSpan.Zero, TimeSpan.FromMinutes(1), 0);

        var outcome = ShowcasePipeline.Run(workspace.Request(await Clips.TooShort, rules, artwork), _ => { }, CancellationToken.None);

        var done = Assert.IsType<ShowcaseOutcome.Done>(outcome);
        Assert.Equal(2000 + 5000 + 2500, done.Result.DurationMs);
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(workspace.VideoPath));
        Assert.NotEqual(Bumpers.Opening(BuiltInArtwork).Hash, Bumpers.Opening(artwork).Hash, StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_operators_unusable_bumper_is_not_the_players_fault()
    {
        using var workspace = new Workspace();
        var artwork = new ShowcaseArtwork(null, await Clips.NoVideo, null);
        var rules = new SourceRules(TimeSpan.Zero, TimeSpan.FromMinutes(1), 0);
        var outcome = ShowcasePipeline.Run(workspace.Request(await Clips.TooShort, rules, artwork), _ => { }, CancellationToken.None);
        Assert.Contains("opening bumper", Assert.IsType<ShowcaseOutcome.Failed>(outcome).Reason, StringComparison.Ordinal);
    }

    private static BumperCache NewCache(Workspace workspace)
    {
        using var encoder = new H264Encoder();
        return new BumperCache(workspace.CacheDirectory, encoder.ParameterSets);
    }
}
