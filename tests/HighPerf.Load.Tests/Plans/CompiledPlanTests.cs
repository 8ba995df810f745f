using HighPerf.Load.Feeds;
using HighPerf.Load.Plans;
using HighPerf.Load.Runs;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Plans;

/// <summary>Whatever is wrong with a plan is one line that says where, before anybody is asked for anything.</summary>
public sealed class CompiledPlanTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create("plan");

    [Theory]
    [InlineData("""{ "get": "/x", "expect": { "status": ["200"] } }""", "s, step 1: expect.status is a status")]
    [InlineData("""{ "get": "/x", "expect": { "status": "200" } }""", "s, step 1: expect.status is a status")]
    [InlineData("""{ "get": "/x", "expect": { "status": 200.5 } }""", "s, step 1: expect.status is a status")]
    [InlineData("""{ "get": "/x", "expect": { "status": [] } }""", "s, step 1: expect.status is a status")]
    [InlineData("""{ "get": "/x", "expect": { "status": 20 } }""", "s, step 1: expect.status is a status")]
    [InlineData("""{ "get": "/x", "expect": { "items": -1 } }""", "s, step 1: expect.items and expect.bytes are 0 or more")]
    [InlineData("""{ "get": "/x", "until": { "a": [] } }""", "s, step 1: until has one field, and the values that end it")]
    [InlineData("""{ "get": "/x", "until": { "a": ["1"], "b": ["2"] } }""", "s, step 1: until has one field")]
    [InlineData("""{ "get": "/x", "every": "1s" }""", "s, step 1: every is of until, which is not there")]
    [InlineData("""{ "get": "/x", "json": {} }""", "s, step 1: get takes no json")]
    [InlineData("""{ "get": "/x", "multipart": {} }""", "s, step 1: get takes no multipart")]
    [InlineData("""{ "delete": "/x", "json": {} }""", "s, step 1: delete takes no json")]
    [InlineData("""{ "get": "/x", "file": "f" }""", "s, step 1: get takes no file")]
    [InlineData("""{ "get": "/x", "chunk": "1MB" }""", "s, step 1: get takes no chunk")]
    [InlineData("""{ "get": "/x", "for": "1s" }""", "s, step 1: get takes no for")]
    [InlineData("""{ "get": "/x", "post": "/x" }""", "s, step 1: a step is one of")]
    [InlineData("""{ "name": "x" }""", "s, step 1: a step is one of")]
    [InlineData("""{ "name": "x", "get": "/x", "expect": { "refused": ["429"] } }""", "expect.refused is a status, 100 to 599, or a list of them")]
    [InlineData("""{ "listen": "/x", "capture": { "a": "a" } }""", "s, step 1: listen takes no capture")]
    [InlineData("""{ "listen": "/x", "until": { "a": ["1"] } }""", "s, step 1: listen takes no until")]
    [InlineData("""{ "tus": "/x", "file": "full.bin", "expect": { "status": 201 } }""", "s, step 1: tus takes no expect")]
    [InlineData("""{ "tus": "/x", "file": "full.bin", "capture": { "a": "a" } }""", "s, step 1: tus takes no capture")]
    [InlineData("""{ "tus": "/x", "file": "full.bin", "for": "1s" }""", "s, step 1: tus takes no for")]
    [InlineData("""{ "tus": "/x" }""", "s, step 1: tus has a file")]
    [InlineData("""{ "tus": "/x", "file": "" }""", "s, step 1: '' is no name of a file")]
    [InlineData("""{ "tus": "/x", "file": "nobody.bin" }""", "nobody.bin")]
    [InlineData("""{ "tus": "/x", "file": "empty.bin" }""", "empty.bin: the file is empty")]
    [InlineData("""{ "tus": "/x", "file": "full.bin", "chunk": "99999999999GB" }""", "s, step 1: '99999999999GB' is no size")]
    [InlineData("""{ "post": "/x", "json": {}, "multipart": {} }""", "s, step 1: a body is json or multipart")]
    [InlineData("""{ "post": "/x", "multipart": { "a": 1 } }""", "s, step 1: the part 'a' is a text, or a file")]
    [InlineData("""{ "post": "/x", "multipart": { "a": {} } }""", "s, step 1: the part 'a' is a text, or a file")]
    [InlineData("""{ "post": "/x", "multipart": { "a": { "file": 1 } } }""", "s, step 1: the part 'a' is a text, or a file")]
    [InlineData("""{ "post": "/x", "multipart": { "a": { "file": "full.bin", "typ": "x" } } }""", "s, step 1: the part 'a' is a text, or a file")]
    [InlineData("""{ "post": "/x", "multipart": { "a": { "file": "full.bin" }, "b": { "file": "full.bin" } } }""", "s, step 1: one part is a file, not more")]
    [InlineData("""{ "pause": [1, 2] }""", "s, step 1: a pause is a duration")]
    [InlineData("""{ "pause": 1 }""", "s, step 1: a pause is a duration")]
    [InlineData("""{ "pause": ["1s"] }""", "s, step 1: a pause is a duration")]
    [InlineData("""{ "pause": ["2s", "1s"] }""", "s, step 1: the shortest pause is longer than the longest")]
    [InlineData("""{ "pause": "1s", "name": "think" }""", "s, step 1: pause takes no name")]
    [InlineData("""{ "pause": "1s" }""", "s: the first step is no pause")]
    [InlineData("""{ "get": "/x", "timeout": "999999999999h" }""", "s, step 1: '999999999999h' is no duration")]
    [InlineData("""{ "get": "/x", "timeout": "0.0000001ms" }""", "s, step 1: '0.0000001ms' is no duration")]
    [InlineData("""{ "get": "x" }""", "s: 'x' does not begin with a slash")]
    [InlineData("""{ "get": "/{nobody}" }""", "s: {nobody} is no feed")]
    [InlineData("null", "$.scenarios[0].steps[0] is null")]
    [InlineData("""{ "get": "/x", "headers": { "A": null } }""", "$.scenarios[0].steps[0].headers.A is null")]
    [InlineData("""{ "get": "/x", "expect": { "fields": [null] } }""", "$.scenarios[0].steps[0].expect.fields[0] is null")]
    [InlineData("""{ "get": "/x", "get": "/y" }""", "get")]
    public async Task A_step_that_cannot_be_made_is_named(string step, string message) => await RefusedAsync(Plan(step), message);

    [Theory]
    [InlineData("""{ "simulation": "inject", "rate": 1, "from": 2, "during": "1s" }""", "s, load 1: inject takes no from")]
    [InlineData("""{ "simulation": "inject", "rate": 1, "steps": 2, "during": "1s" }""", "s, load 1: inject takes no steps")]
    [InlineData("""{ "simulation": "inject_poisson", "rate": 1, "from": 2, "during": "1s" }""", "s, load 1: inject_poisson takes no from")]
    [InlineData("""{ "simulation": "ramping_inject", "rate": 1, "steps": 2, "during": "1s" }""", "s, load 1: ramping_inject takes no steps")]
    [InlineData("""{ "simulation": "keep_constant", "copies": 1, "rate": 2, "during": "1s" }""", "s, load 1: keep_constant takes no rate")]
    [InlineData("""{ "simulation": "keep_constant", "copies": 1, "from": 2, "during": "1s" }""", "s, load 1: keep_constant takes no from")]
    [InlineData("""{ "simulation": "pause", "rate": 1, "during": "1s" }""", "s, load 1: pause takes no rate")]
    [InlineData("""{ "simulation": "inject", "copies": 1, "rate": 1, "during": "1s" }""", "s, load 1: inject takes no copies")]
    [InlineData("""{ "simulation": "ramping_inject", "from": -1, "rate": 1, "during": "1s" }""", "s, load 1: from is 0 to 1000000")]
    [InlineData("""{ "simulation": "stepping_inject", "rate": 1, "steps": 1000000000, "during": "1s" }""", "s, load 1: stepping_inject has steps, 1 to 1000")]
    [InlineData("""{ "simulation": "stepping_inject", "rate": 1, "during": "1s" }""", "s, load 1: stepping_inject has steps, 1 to 1000")]
    [InlineData("""{ "simulation": "inject", "rate": 0, "during": "1s" }""", "s, load 1: inject has a rate")]
    [InlineData("""{ "simulation": "inject", "rate": 1 }""", "s, load 1: '' is no duration")]
    [InlineData("""{ "simulation": "inject", "rate": 1, "during": "9999999999999999h" }""", "s, load 1: '9999999999999999h' is no duration")]
    [InlineData("""{ "simulation": "injekt", "rate": 1, "during": "1s" }""", "s, load 1: there is no simulation 'injekt'")]
    [InlineData("""{ "simulation": "inject", "rate": 1, "during": "1s" }, { "simulation": "keep_constant", "copies": 1, "during": "1s" }""", "s, load 1: a scenario is open or closed, not both")]
    [InlineData("""{ "simulation": "pause", "during": "1s" }""", "s: nobody ever comes")]
    public async Task A_load_that_cannot_be_made_is_named(string load, string message) => await RefusedAsync(Plan("""{ "get": "/x" }""", load), message);

    [Theory]
    [InlineData("""{ "f": { "values": ["a"], "csv": "b" } }""", "feed 'f' is one of")]
    [InlineData("""{ "f": {} }""", "feed 'f' is one of")]
    [InlineData("""{ "f": { "values": [] } }""", "feed 'f': values are one or more")]
    [InlineData("""{ "f": { "values": ["a"], "most": 1 } }""", "feed 'f': values takes no most")]
    [InlineData("""{ "f": { "values": ["a"], "field": "b" } }""", "feed 'f': values takes no field")]
    [InlineData("""{ "f": { "values": ["a"], "order": "twice" } }""", "feed 'f': there is no order 'twice'")]
    [InlineData("""{ "f": { "integers": [2, 1] } }""", "feed 'f': integers are the first and the last")]
    [InlineData("""{ "f": { "integers": [-2147483648, 2147483647] } }""", "feed 'f': integers are the first and the last")]
    [InlineData("""{ "f": { "csv": "nobody.csv" } }""", "nobody.csv")]
    [InlineData("""{ "f": { "csv": "empty.bin" } }""", "empty.bin: a feed has a line of names")]
    [InlineData("""{ "f": { "list": "/x" } }""", "feed 'f': list begins with a slash, and has a field")]
    [InlineData("""{ "f": { "list": "http://x/", "field": "a" } }""", "feed 'f': list begins with a slash, and has a field")]
    [InlineData("""{ "f": { "list": "/x", "field": "a", "most": 0 } }""", "feed 'f': most is 1 or more")]
    [InlineData("""{ "f": { "list": "/x", "field": "a", "secret": "S" } }""", "feed 'f': list takes no secret")]
    [InlineData("""{ "f": { "players": 0 } }""", "feed 'f': players are 1 to")]
    [InlineData("""{ "f": { "players": 1, "most": 1 } }""", "feed 'f': players takes no most")]
    [InlineData("""{ "f": { "values": ["a"] }, "g": { "tokens": "f" } }""", "feed 'g': tokens have a secret")]
    [InlineData("""{ "f": { "values": ["a"] }, "g": { "pairs": ["f", "f"], "order": "zipf" } }""", "feed 'g': pairs takes no order")]
    [InlineData("""{ "f": { "values": ["a"] }, "g": { "pairs": ["f"] } }""", "feed 'g': pairs names two feeds")]
    [InlineData("""{ "g": { "pairs": ["f", "h"] } }""", "feed 'g' needs feed 'f', which must be above it")]
    [InlineData("""{ "f": null }""", "$.feeds.f is null")]
    public async Task A_feed_that_cannot_be_made_is_named(string feeds, string message) => await RefusedAsync(Plan("""{ "get": "/x" }""", feeds: feeds), message);

    [Theory]
    [InlineData("\"warm_up\": \"5s\"", "warm_up: 5s is all of the load's 5s")]
    [InlineData("\"warm_up\": \"99999999999h\"", "warm_up: '99999999999h' is no duration")]
    [InlineData("\"connections\": 0", "connections: one or more")]
    [InlineData("\"thresholds\": [null]", "$.thresholds[0] is null")]
    public async Task A_setting_of_the_whole_that_cannot_be_is_named(string setting, string message) =>
        await RefusedAsync(Plan("""{ "get": "/x" }""")[..^1] + ", " + setting + " }", message);

    [Fact]
    public async Task A_null_in_a_body_is_data() => await CompileAsync(Plan("""{ "post": "/x", "json": { "city": null, "tags": [null] } }"""));

    [Fact]
    public async Task A_file_of_the_plan_is_beside_it_and_one_of_the_command_line_where_that_is_typed()
    {
        const string Step = """{ "tus": "/x", "file": "full.bin" }""";
        await CompileAsync(Plan(Step));
        var typed = await Assert.ThrowsAsync<PlanException>(() => CompileAsync(Plan(Step), ("clip", "full.bin")));
        Assert.Contains(Path.GetFullPath("full.bin"), typed.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static string Plan(string step, string load = """{ "simulation": "inject", "rate": 1, "during": "5s" }""", string feeds = "{}") =>
        $$"""{ "name": "p", "feeds": {{feeds}}, "scenarios": [ { "name": "s", "load": [ {{load}} ], "steps": [ {{step}} ] } ] }""";

    private async Task RefusedAsync(string plan, string message)
    {
        var refused = await Assert.ThrowsAsync<PlanException>(() => CompileAsync(plan));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private async Task CompileAsync(string text, params (string Name, string Value)[] settings)
    {
        await File.WriteAllBytesAsync(Path.Combine(_directory.FullPath, "empty.bin"), []);
        await File.WriteAllBytesAsync(Path.Combine(_directory.FullPath, "full.bin"), new byte[100]);
        var server = new Uri("http://127.0.0.1:1"); // nobody, and nobody is asked
        var paths = new PlanPaths(Path.Combine(_directory.FullPath, "plan.json"), settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));
        var plan = PlanFile.Parse(text, "plan.json");
        using var reader = new FeedReader(server, paths, _ => { });
        PlanCompiler.Compile(plan, server, paths, await reader.ReadAsync(plan.Feeds, CancellationToken.None), reader.Slots);
    }
}
