using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Showcase;

/// <summary>Each kind of clip made into a showcase once, for all tests that look at the result.</summary>
public sealed class MadeShowcase : IDisposable
{
    private readonly Dictionary<string, Task<Made>> _made = new(StringComparer.Ordinal);
    private readonly List<Workspace> _workspaces = [];
    private readonly Lock _lock = new();

    public const string Landscape = nameof(Clips.Landscape1080p);
    public const string LongLandscape = nameof(Clips.LongLandscape1080p);
    public const string Portrait = nameof(Clips.PortraitByRotationFlag);
    public const string FourByThree = nameof(Clips.FourByThree);
    public const string WidePixels = nameof(Clips.WidePixels);
    public const string SixtyFps = nameof(Clips.SixtyFps);

    public static TheoryData<string> All => [Landscape, LongLandscape, Portrait, FourByThree, WidePixels, SixtyFps];

    internal Task<Made> Of(string clip)
    {
        lock (_lock)
        {
            if (!_made.TryGetValue(clip, out var made)) _made[clip] = made = MakeAsync(clip);
            return made;
        }
    }

    public void Dispose()
    {
        foreach (var workspace in _workspaces) workspace.Dispose();
    }

    private async Task<Made> MakeAsync(string clip)
    {
        var source = await (clip switch
        {
            Landscape => Clips.Landscape1080p,
            LongLandscape => Clips.LongLandscape1080p,
            Portrait => Clips.PortraitByRotationFlag,
            FourByThree => Clips.FourByThree,
            WidePixels => Clips.WidePixels,
            SixtyFps => Clips.SixtyFps,
            _ => throw new ArgumentOutOfRangeException(nameof(clip), clip, "no such clip"),
        });
        var workspace = new Workspace();
        _workspaces.Add(workspace);
        List<int> progress = [];
        var outcome = await Task.Run(() => ShowcasePipeline.Run(workspace.Request(source), progress.Add, CancellationToken.None));
        return new Made(workspace, Assert.IsType<ShowcaseOutcome.Done>(outcome).Result, progress);
    }

    internal sealed record Made(Workspace Workspace, ShowcaseResult Result, IReadOnlyList<int> Progress)
    {
        public string Video => Workspace.VideoPath;
    }
}
