using HighPerf.Media.Showcase;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>A worker in small: a process whose child makes a clip, and that a test can kill.</summary>
internal static class TestParent
{
    public const string Verb = "parent";

    public static async Task<int> RunAsync(string source, string directory)
    {
        var request = new ShowcaseRequest(
            source, Path.Combine(directory, "clip.1.mp4"), Path.Combine(directory, "clip.1.jpg"), Path.Combine(directory, "cache"),
            Workspace.Rules, new ShowcaseArtwork(null, null, null));
        await TestChild.RunAsync(TestChild.Shipped, request);
        return 0;
    }
}
