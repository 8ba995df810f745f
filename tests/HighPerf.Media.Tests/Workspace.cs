using HighPerf.Media.Showcase;

namespace HighPerf.Media.Tests;

/// <summary>A directory for one test's outputs, and requests that write into it.</summary>
internal sealed class Workspace : IDisposable
{
    public static readonly SourceRules Rules = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), 1080);

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("highperf-media-").FullName;

    public string VideoPath => Path.Combine(Directory, "clip.1.mp4");

    public string ThumbnailPath => Path.Combine(Directory, "clip.1.jpg");

    public string CacheDirectory => Path.Combine(Directory, "cache");

    public ShowcaseRequest Request(string source, SourceRules? rules = null, ShowcaseArtwork? artwork = null) => new(
        source, VideoPath, ThumbnailPath, CacheDirectory, rules ?? Rules, artwork ?? new ShowcaseArtwork(null, null, null));

    /// <summary>What is in the directory, without the bumper cache.</summary>
    public IReadOnlyList<string> Files => [.. System.IO.Directory.EnumerateFiles(Directory).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public string Bumper(string name) => Assert.Single(System.IO.Directory.GetFiles(CacheDirectory, $"{name}-*.mp4"));

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
