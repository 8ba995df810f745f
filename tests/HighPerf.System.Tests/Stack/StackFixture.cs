using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Stack;

/// <summary>One stack for all ordinary tests, and the four clips, uploaded at once when the first test asks for one.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    private readonly Lazy<Task<IReadOnlyDictionary<SourceClip, ProcessedVideo>>> videos;
    private HighPerfStack? stack;

    public StackFixture() => videos = new(ProcessAllAsync);

    public HighPerfStack Stack => stack!;

    public ApiClient Client => Stack.Client;

    public async Task InitializeAsync() => stack = await HighPerfStack.StartAsync();

    public async Task DisposeAsync()
    {
        if (stack is not null)
            await stack.DisposeAsync();
    }

    public async Task<ProcessedVideo> ProcessedAsync(SourceClip clip) => (await videos.Value)[clip];

    public async Task<IReadOnlyCollection<ProcessedVideo>> AllProcessedAsync()
    {
        var all = (await videos.Value).Values;
        foreach (var video in all) await MadeVideos.ListedAsync(Stack, video.Id);
        return [.. all];
    }

    public static Task<string> SourceAsync(SourceClip clip) => clip switch
    {
        SourceClip.Landscape => TestClips.LongLandscape1080p,
        SourceClip.PortraitByRotationFlag => TestClips.PortraitByRotationFlag,
        SourceClip.FourByThree => TestClips.FourByThree,
        SourceClip.SixtyFps => TestClips.SixtyFps,
        _ => throw new ArgumentOutOfRangeException(nameof(clip)),
    };

    /// <summary>Two cities that differ only in case and accents, one of its own, and none.</summary>
    private static string? City(SourceClip clip) => clip switch
    {
        SourceClip.Landscape => "Bogotá",
        SourceClip.PortraitByRotationFlag => "Medellín",
        SourceClip.FourByThree => "BOGOTA",
        _ => null,
    };

    private async Task<IReadOnlyDictionary<SourceClip, ProcessedVideo>> ProcessAllAsync()
    {
        var uploaded = new List<(SourceClip Clip, Player Owner, string Id, string Title, string Source)>();
        foreach (var clip in Enum.GetValues<SourceClip>())
        {
            var owner = await Client.NewPlayerAsync(City(clip));
            var source = await SourceAsync(clip);
            var title = "Clip " + clip;
            uploaded.Add((clip, owner, await Client.UploadedAsync(owner, source, title), title, source));
        }

        var processed = new Dictionary<SourceClip, ProcessedVideo>();
        foreach (var (clip, owner, id, title, source) in uploaded)
        {
            var details = await Client.FinalStateAsync(owner, id, Stack);
            Assert.True(details.GetProperty("status").GetString() == "processed", $"{clip} ended as {details}");
            processed[clip] = new ProcessedVideo(owner, id, title, source, details);
        }

        return processed;
    }
}
