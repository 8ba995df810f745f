using HighPerf.Capacity.Campaigns;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.Capacity.Tests.Campaigns;

/// <summary>What becomes of runs, by a generator that ends as it is told, one word a run: the real one is never INVALID when one wants it.</summary>
public sealed class GeneratorTests : IDisposable
{
    private const string Script =
        """
        #!/bin/sh
        here=$(dirname "$0")
        while [ $# -gt 0 ]; do [ "$1" = --out ] && out=$2; [ "$1" = --set ] && echo "$2" >>"$here/set"; shift; done
        ends=$(head -n 1 "$here/ends"); [ "$(wc -l <"$here/ends")" -gt 1 ] && sed -i 1d "$here/ends"
        echo run >>"$here/runs"
        [ "$ends" = taken ] && echo '{"generators":[{"asked":1,"waited":0}],"gates":[{"name":"steal","is_met":false,"finding":"5%"}]}' >"$out/result.json"
        [ "$ends" = busy ] && echo '{"generators":[{"asked":1,"waited":0}],"gates":[{"name":"steal","is_met":true,"finding":"0%"},{"name":"warm-up","is_met":false,"finding":"slow"}]}' >"$out/result.json"
        [ "$ends" = valid ] || { echo "INVALID: $ends"; exit 2; }
        echo '{"plan_text":"ROOT/clip.mp4","started_at":"2027-01-15T08:00:00Z","warm_up":1,"seconds":6,"resolution":0.001,"generators":[{"mean_asking":1,"processor_seconds":1}],"summary":[{"scenario":"s","step":"all","ok_per_second":1,"errors":0}]}' >"$out/result.json"
        """;

    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly TestDirectory _directory = TestDirectory.Create("generator");

    private string Runs => Path.Combine(_directory.FullPath, "runs");

    public GeneratorTests()
    {
        var path = Path.Combine(_directory.FullPath, "hpload");
        File.WriteAllText(path, Script.Replace("ROOT", Repository.Root, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(_directory.FullPath, "plan.json"), "${voters}");
    }

    [Fact]
    public async Task A_valid_run_counts()
    {
        await RunAsync(["busy", "busy", "valid"], tries: 3);
        Assert.Equal(3, File.ReadLines(Runs).Count());
    }

    [Fact]
    public async Task What_is_kept_names_no_place_of_this_machine()
    {
        await RunAsync(["valid"], tries: 1);
        Assert.Contains("\"plan_text\":\"clip.mp4\"", await File.ReadAllTextAsync(Path.Combine(_directory.FullPath, "out", "result.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_many_invalid_runs_are_the_end_whatever_was_between()
    {
        var objections = 0;
        var end = await Assert.ThrowsAsync<GeneratorException>(() => RunAsync(["valid", "busy"], tries: 1, _ => objections++ == 0 ? "not steady" : null));
        Assert.Equal("plan.json: INVALID: busy", end.Message);
        Assert.Equal(2, File.ReadLines(Runs).Count());
    }

    [Fact]
    public async Task A_run_that_the_host_took_the_processors_of_says_nothing()
    {
        await RunAsync(["taken", "busy", "taken", "valid"], tries: 2, taken: 2);
        Assert.Equal(4, File.ReadLines(Runs).Count());
    }

    [Fact]
    public async Task A_host_that_always_does_is_the_end()
    {
        await Assert.ThrowsAsync<GeneratorException>(() => RunAsync(["taken"], tries: 2, taken: 3));
        Assert.Equal(5, File.ReadLines(Runs).Count());
    }

    [Fact]
    public async Task A_run_that_is_objected_to_again_and_again_is_taken_as_it_is()
    {
        await RunAsync(["valid"], tries: 1, _ => "not steady");
        Assert.Equal(5, File.ReadLines(Runs).Count());
    }

    [Fact]
    public async Task Each_try_has_settings_of_its_own()
    {
        await RunAsync(["busy", "valid"], tries: 3);
        Assert.Equal(["voters=1", "voters=2"], File.ReadLines(Path.Combine(_directory.FullPath, "set")));
    }

    public void Dispose() => _directory.Dispose();

    private async Task RunAsync(string[] ends, int tries, Func<LoadResult, string?>? objection = null, int taken = 0)
    {
        await File.WriteAllLinesAsync(Path.Combine(_directory.FullPath, "ends"), ends);
        var options = new CampaignOptions(_directory.FullPath, CampaignScale.Full, 1.5, 1_740) { Machine = new SteadyMachine(TimeSpan.Zero, TimeSpan.Zero, 0) };
        var voters = 0;
        await new Generator(options, s_none).RunAsync(
            Path.Combine(_directory.FullPath, "plan.json"), new Uri("http://127.0.0.1:9"), _directory.Subdirectory("out"),
            () => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal) { ["voters"] = FormattableString.Invariant($"{++voters}"), ["unknown"] = "1" }),
            TimeSpan.FromSeconds(30), objection, tries, taken);
    }
}
