using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

[Collection(StackCollection.Name)]
public sealed class CtlTests(StackFixture fixture)
{
    [Fact]
    public async Task Migrate_twice_changes_nothing_the_second_time()
    {
        const string Tables = "select string_agg(table_name || '.' || column_name, ',' order by 1) from information_schema.columns where table_schema = 'public'";
        await fixture.Client.NewPlayerAsync();
        var schema = await fixture.Stack.ScalarAsync<string>(Tables);
        var players = await fixture.Stack.ScalarAsync<long>("select count(*) from players");

        Assert.Equal(0, (await fixture.Stack.RunCtlAsync("migrate")).ExitCode);
        Assert.Equal(0, (await fixture.Stack.RunCtlAsync("migrate")).ExitCode);

        Assert.Equal(schema, await fixture.Stack.ScalarAsync<string>(Tables));
        Assert.Equal(players, await fixture.Stack.ScalarAsync<long>("select count(*) from players"));
    }

    [Fact]
    public async Task Migrate_by_two_at_once_is_done_once()
    {
        var database = await fixture.Stack.Postgres.CreateDatabaseAsync("migrated_by_two");
        var environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = fixture.Stack.Postgres.ConnectionUrl(database),
        };
        var migrate = new ChildProcessOptions
        {
            Program = PublishedPrograms.Ctl,
            Arguments = ["migrate"],
            Environment = environment,
            OnlyThisEnvironment = true,
        };

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ChildProcess.RunAsync(migrate, TimeSpan.FromSeconds(60))));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output + result.Errors));
    }

    [Theory]
    [InlineData("queue", "ls")]
    [InlineData("dead", "ls")]
    public async Task A_list_is_a_table_for_people_and_json_for_programs(string noun, string verb)
    {
        var table = (await fixture.Stack.RunCtlAsync(noun, verb)).EnsureSuccess("hpctl");
        Assert.NotEmpty(table.Output.Trim());
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(table.Output).Dispose());

        var json = (await fixture.Stack.RunCtlAsync(noun, verb, "--json")).EnsureSuccess("hpctl");
        using var document = JsonDocument.Parse(json.Output);
        Assert.True(document.RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Object, json.Output);
    }

    [Fact]
    public async Task Videos_show_prints_one_video()
    {
        var video = await fixture.ProcessedAsync(SourceClip.FourByThree);

        var table = (await fixture.Stack.RunCtlAsync("videos", "show", video.Id)).EnsureSuccess("hpctl");
        Assert.Contains(video.Id, table.Output, StringComparison.Ordinal);
        Assert.Contains("processed", table.Output, StringComparison.Ordinal);
        Assert.Contains(video.Title, table.Output, StringComparison.Ordinal);

        using var json = JsonDocument.Parse((await fixture.Stack.RunCtlAsync("videos", "show", video.Id, "--json")).EnsureSuccess("hpctl").Output);
        Assert.Contains(video.Id, json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01890000-0000-7000-8000-000000000000")]
    [InlineData("no-es-un-id")]
    public async Task Videos_show_of_an_unknown_video_fails_with_one_line(string id) =>
        await FailsWithOneLineAsync(id, "videos", "show", id);

    [Theory]
    [InlineData("baila")]
    [InlineData("--baila")]
    public async Task An_unknown_verb_fails_with_one_line(string verb) => await FailsWithOneLineAsync(verb, verb);

    [Fact]
    public async Task An_unreachable_database_is_one_line_without_the_password()
    {
        var environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = FormattableString.Invariant($"postgres://highperf:{ApiClient.PasswordPrefix}@127.0.0.1:{TcpPorts.Free()}/highperf"),
        };
        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions { Program = PublishedPrograms.Ctl, Arguments = ["queue", "ls"], Environment = environment, OnlyThisEnvironment = true },
            TimeSpan.FromSeconds(60));

        Assert.NotEqual(0, result.ExitCode);
        var line = Assert.Single((result.Output + "\n" + result.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(ApiClient.PasswordPrefix, line, StringComparison.Ordinal);
    }

    private async Task FailsWithOneLineAsync(string named, params string[] arguments)
    {
        var result = await fixture.Stack.RunCtlAsync(arguments);

        Assert.NotEqual(0, result.ExitCode);
        var line = Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Empty(result.Output.Trim());
    }
}
