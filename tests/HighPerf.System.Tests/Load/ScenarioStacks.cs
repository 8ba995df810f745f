using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Load;

/// <summary>What published plans are run against: a stack as <c>./dev load</c> makes it, filled, and one whose uploads nobody makes (<c>HIGHPERF_QUEUE=memory</c>).</summary>
public sealed class ScenarioStacks : IAsyncLifetime
{
    private static readonly string[] s_seed = ["seed", "--players", "200", "--videos", "200", "--votes", "1000"];
    private static readonly string[] s_tiny = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

    // One generator is one address and few players; and the clip is a tiny one.
    private static readonly Dictionary<string, string> s_settings = new(StringComparer.Ordinal)
    {
        ["HIGHPERF_RATE_ADDRESS"] = "1000000", ["HIGHPERF_RATE_VOTES"] = "1000000", ["HIGHPERF_UPLOADS_AT_ONCE"] = "10000", ["HIGHPERF_SOURCE_MIN_DURATION"] = "0s", ["HIGHPERF_SOURCE_MIN_SHORT_SIDE"] = "0",
    };

    private readonly List<HighPerfStack> _stacks = [];

    public HighPerfStack Whole => _stacks[0];

    public HighPerfStack WithoutWorker => _stacks[1];

    public string Clip { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Clip = await ClipCache.GetAsync("scenario", FfmpegSteps.Recipe(s_tiny), path => FfmpegSteps.RunAsync(path, s_tiny));
        _stacks.Add(await StartAsync(new StackOptions { Environment = s_settings }));
        _stacks.Add(await StartAsync(new StackOptions
        {
            WithWorker = false, Environment = new Dictionary<string, string>(s_settings, StringComparer.Ordinal) { ["HIGHPERF_QUEUE"] = "memory", ["HIGHPERF_ENVIRONMENT"] = "test" },
        }));
    }

    public async Task DisposeAsync()
    {
        foreach (var stack in _stacks) await stack.DisposeAsync();
    }

    private static async Task<HighPerfStack> StartAsync(StackOptions options)
    {
        var stack = await HighPerfStack.StartAsync(options);
        (await stack.RunCtlAsync(s_seed)).EnsureSuccess("hpctl seed");
        await Poll.UntilAsync("what was seeded is listed", TimeSpan.FromSeconds(30), async () => await CountAsync(stack, "rankings") >= 50 && await CountAsync(stack, "videos") == 100);
        return stack;
    }

    private static async Task<int> CountAsync(HighPerfStack stack, string list) => (await stack.Client.GetAsync($"/api/public/{list}?limit=100")).Json.GetArrayLength();
}
