using HighPerf.Testing;
using HighPerf.Testing.Load;

namespace HighPerf.System.Tests.Load;

/// <summary>Every plan that is published, shortly, against the real thing: it asks for what the server has, and expects what it says.</summary>
public sealed class ScenarioTests(ScenarioStacks stacks) : IClassFixture<ScenarioStacks>, IDisposable
{
    private static readonly string s_directory = Path.Combine(Repository.Root, "load", "scenarios");

    private readonly LoadRunner _load = new();

    public static TheoryData<string> Plans => [.. Directory.EnumerateFiles(s_directory, "*.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(s_directory, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Every_step_of_a_published_plan_is_answered_as_it_expects(string plan)
    {
        var stack = plan == "web-layer.json" ? stacks.WithoutWorker : stacks.Whole;
        string[] settings = [.. Short(plan).Split(' ').SelectMany(setting => new[] { "--set", setting == "clip" ? "clip=" + stacks.Clip : setting })];
        var run = await _load.RunFileAsync(Path.Combine(s_directory, plan), stack.ApiUrl, null, ["--smoke", .. settings]);
        Assert.True(run.ExitCode is 0 or 1, run.Report + run.Errors); // 1: a machine that is busy misses a threshold
        foreach (var step in run.Result.GetProperty("steps").EnumerateArray())
        {
            var outcomes = step.GetProperty("outcomes").EnumerateObject().ToDictionary(outcome => outcome.Name, outcome => outcome.Value.GetInt64());
            var wrong = outcomes["WrongStatus"] + outcomes["WrongBody"] + outcomes["NotConnected"] + outcomes["CutOff"] + outcomes["TimedOut"];
            Assert.True(outcomes["Ok"] > 0 && wrong == 0, $"{step.GetProperty("name")}: {step.GetProperty("outcomes")} {step.GetProperty("examples")}\n{run.Errors}");
        }
    }

    public void Dispose() => _load.Dispose();

    /// <summary>What makes a plan a matter of seconds, and small.</summary>
    private static string Short(string plan) => plan switch
    {
        "competition-day.json" => "warm_up=1s during=5s players=12 reads=10 votes=2 logins=2 uploads=2 pages=3 least=10ms longest=20ms clip",
        "login-storm.json" => "warm_up=1s during=4s players=4 logins=4 reads=10",
        "old-and-new/logins.json" => "warm_up=1s during=3s players=4 rate=2 reads=5",
        "old-and-new/rankings.json" => "warm_up=1s during=3s rate=20 pages=3",
        "old-and-new/uploads.json" => "warm_up=1s during=6s players=2 rate=1 clip",
        "old-and-new/votes.json" => "warm_up=1s during=3s players=4 rate=10 videos=100",
        "site-300.json" => "warm_up=1s during=5s rate=40 players=12 logins=2 uploads=2 pages=3 least=10ms longest=20ms clip",
        "smoke.json" => "warm_up=1s during=4s pages=3 clip",
        "upload-rush.json" => "warm_up=1s during=4s players=4 uploads=2 tus=1 reads=10 pages=3 clip",
        "vote-storm.json" => "warm_up=1s during=4s players=4 votes=10 reads=20 listeners=2",
        "web-layer.json" => "ramp=1s hold=9s players=3 users=3 pages=3 clip",
        "worker-layer.json" => "warm_up=1s during=8s players=2 jobs=2 clip",
        _ => throw new ArgumentException("Say how it is run shortly: " + plan, nameof(plan)),
    };
}
