namespace HighPerf.Media.Showcase;

/// <summary>One job: make a showcase clip and its thumbnail.</summary>
/// <param name="SourcePath">The uploaded clip; a regular file.</param>
/// <param name="VideoPath">Where the MP4 goes; must not exist. While it is written it is called <c>VideoPath.part</c>.</param>
/// <param name="ThumbnailPath">Where the JPEG goes, likewise.</param>
/// <param name="CacheDirectory">Where encoded bumpers are kept, shared by all jobs; created when absent.</param>
/// <param name="Rules">What the source must be.</param>
/// <param name="Artwork">Logo and bumpers.</param>
public sealed record ShowcaseRequest(
    string SourcePath,
    string VideoPath,
    string ThumbnailPath,
    string CacheDirectory,
    SourceRules Rules,
    ShowcaseArtwork Artwork)
{
    /// <summary>Threads that decode, and as many that encode. One does the most work for its time, where there are jobs enough.</summary>
    public int Threads { get; init; } = 1;
}
