using System.Text.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

[Collection(StackCollection.Name)]
public sealed class WinnersTests(StackFixture fixture)
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("2999-12-31T23:59:59-05:00", true)]
    [InlineData("2020-01-01T00:00:00Z", false)]
    public async Task The_list_is_provisional_until_voting_has_closed(string? closesAt, bool provisional)
    {
        await fixture.ProcessedAsync(SourceClip.Landscape);
        var json = await WinnersAsync(closesAt, "--json");
        Assert.Equal(provisional, json.Errors.Contains("provisional", StringComparison.Ordinal));
        using var report = JsonDocument.Parse(json.Output);
        Assert.Equal(provisional, report.RootElement.GetProperty("provisional").GetBoolean());
        var winners = report.RootElement.GetProperty("winners").EnumerateArray().ToList();
        if (!provisional)
        {
            Assert.Empty(winners); // nothing had been opened by then
            return;
        }

        Assert.Contains(winners, winner => winner.GetProperty("city").GetString() is "Bogotá" or "BOGOTA");
        Assert.Contains(winners, winner => winner.GetProperty("city").ValueKind == JsonValueKind.Null);
        Assert.All(winners, winner => Assert.Equal(1, winner.GetProperty("place").GetInt32()));
        Assert.Contains("(no city)", (await WinnersAsync(closesAt)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mañana", 78)]
    public async Task A_closing_time_that_is_none_is_one_line_that_names_it(string closesAt, int exitCode)
    {
        var result = await WinnersAsync(closesAt);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("VOTING_CLOSES_AT", Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private Task<ChildProcessResult> WinnersAsync(string? closesAt, params string[] options)
    {
        var environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal);
        if (closesAt is not null) environment["VOTING_CLOSES_AT"] = closesAt;
        return ChildProcess.RunAsync(
            new ChildProcessOptions { Program = PublishedPrograms.Ctl, Arguments = ["winners", .. options], Environment = environment, OnlyThisEnvironment = true },
            TimeSpan.FromSeconds(60));
    }
}
