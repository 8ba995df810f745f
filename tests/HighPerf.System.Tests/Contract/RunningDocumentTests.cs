using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Contract;

/// <summary>Holds the running program against the committed document and against the rows.</summary>
[Collection(StackCollection.Name)]
public sealed class RunningDocumentTests(StackFixture fixture)
{
    private const string Regenerate = "highperf-api --openapi > " + CommittedDocument.Location
        + " (with the published program, or: dotnet run --project src/HighPerf.Api -c Release -- --openapi), and read the difference";

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /openapi/v1.json", 200)]
    public async Task The_committed_document_is_what_the_api_serves()
    {
        var served = (await Client.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK);

        Same(CommittedDocument.Text, served.Text + "\n", "The served document is not the committed one. Regenerate it: " + Regenerate);
    }

    [Fact]
    public async Task The_committed_document_is_what_the_program_prints() =>
        Same(CommittedDocument.Text, await PrintedAsync("--openapi") + "\n", "The printed document is not the committed one. Regenerate it: " + Regenerate);

    [Fact]
    public async Task Every_route_of_the_program_has_its_rows()
    {
        // HEAD answers what GET does where there is one; metrics take any method; the page of the document brings its own scripts, below its own address.
        var printed = (await PrintedAsync("--routes")).Split('\n');
        var routes = printed.Where(route => !route.StartsWith("HEAD ", StringComparison.Ordinal) || !printed.Contains("GET" + route[4..], StringComparer.Ordinal))
            .Select(route => route.StartsWith("GET /docs/", StringComparison.Ordinal) ? "GET /docs" : route.Replace("* /", "GET /", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var rows = ContractRows.All.Select(row => row.Operation).Where(name => !name.StartsWith('*')).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();

        Assert.True(rows.SequenceEqual(routes, StringComparer.Ordinal), $"""
            Routes without rows: {string.Join(", ", routes.Except(rows, StringComparer.Ordinal))}
            Rows without a route: {string.Join(", ", rows.Except(routes, StringComparer.Ordinal))}
            """);
    }

    private static async Task<string> PrintedAsync(string argument) => (await ChildProcess.RunAsync(
        new ChildProcessOptions { Program = PublishedPrograms.Api, Arguments = [argument] }, TimeSpan.FromSeconds(20)))
        .EnsureSuccess("highperf-api " + argument).Output;

    /// <summary>Both may be long: shows the first line that differs.</summary>
    private static void Same(string committed, string actual, string message)
    {
        var pairs = committed.Split('\n').Zip(actual.Split('\n')).Select((pair, index) => (Line: index + 1, pair.First, pair.Second));
        var (line, ours, theirs) = pairs.FirstOrDefault(pair => pair.First != pair.Second);
        Assert.True(committed == actual, FormattableString.Invariant($"{message}\nLine {line}\n  committed: {ours}\n  actual:    {theirs}"));
    }
}
