using System.Text.Json;
using System.Text.RegularExpressions;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>An alert on a metric that nobody prints never fires, and nobody notices.</summary>
[Collection(StackCollection.Name)]
public sealed partial class MetricNamesTests(StackFixture fixture)
{
    /// <summary>What Prometheus asks for, and what it falls back to.</summary>
    private static readonly string[] Accepts = ["application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "text/plain;version=0.0.4"];

    /// <summary>Printed once it has happened, which a quiet stack has no occasion for: by the name of the instrument in our sources, or Npgsql's (MetricsReporter).</summary>
    private static readonly Dictionary<string, string> OnlyWhenItHappens = new(StringComparer.Ordinal)
    {
        ["highperf_queue_crashes_total"] = "highperf.queue.crashes",
        ["highperf_queue_renewals_late_total"] = "highperf.queue.renewals.late",
        ["db_client_operation_failed_total"] = "",
        ["db_client_connection_npgsql_pending_requests"] = "",
    };

    [Theory]
    [InlineData("prometheus/alerts.yml")]
    [InlineData("grafana/highperf.json")]
    public async Task Every_metric_of_ours_that_is_asked_for_is_printed(string file)
    {
        var used = Used(Path.Combine(Repository.Root, "ops", file));
        Assert.True(used.Count > 5, $"{file} asks for {used.Count} metrics of ours");
        await fixture.ProcessedAsync(SourceClip.FourByThree); // a job that was claimed and ended
        await fixture.Client.NewPlayerAsync(); // a password that was hashed
        foreach (var accept in Accepts)
        {
            IReadOnlyList<string> missing = [];
            await Poll.UntilAsync(
                "every metric is printed",
                TimeSpan.FromSeconds(30),
                async () =>
                {
                    var printed = await PrintedAsync(accept);
                    missing = [.. used.Where(name => !printed.Contains(name) && !OnlyWhenItHappens.ContainsKey(name))];
                    return missing.Count == 0;
                },
                () => $"{file} asks for {string.Join(", ", missing)} ({accept})");
        }
    }

    [Fact]
    public async Task The_labels_that_alerts_and_dashboard_select_by_are_printed()
    {
        await fixture.ProcessedAsync(SourceClip.FourByThree);
        await fixture.Client.NewPlayerAsync();
        foreach (var accept in Accepts)
        {
            var api = await ScrapeAsync(fixture.Stack.ApiUrl, accept);
            Assert.Matches("(?m)^http_server_request_duration_seconds_bucket\\{(?=[^\n]*http_route=\"/api/auth/login\")(?=[^\n]*le=\"1(\\.0)?\")", api);
            Assert.Matches("(?m)^http_server_request_duration_seconds_count\\{(?=[^\n]*http_route=\"/api/videos/upload\")(?=[^\n]*http_response_status_code=\"201\")", api);
            Assert.Matches("(?m)^db_client_connection_count\\{(?=[^\n]*db_client_connection_pool_name=\"main\")(?=[^\n]*db_client_connection_state=\"idle\")", api);
            var worker = await ScrapeAsync(fixture.Stack.WorkerUrl, accept);
            Assert.Matches("(?m)^highperf_queue_depth\\{[^\n]*phase=\"dead\"", worker);
            Assert.Matches("(?m)^highperf_queue_ended_total\\{(?=[^\n]*kind=\"transcode-video\")(?=[^\n]*outcome=\"succeeded\")", worker);
        }
    }

    [Fact]
    public void What_is_printed_only_when_it_happens_is_in_our_sources()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*Metrics.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(OnlyWhenItHappens.Values.Where(instrument => instrument.Length > 0), instrument => Assert.Contains($"\"{instrument}\"", sources, StringComparison.Ordinal));
    }

    /// <summary>The names of samples that API and worker print.</summary>
    private async Task<IReadOnlySet<string>> PrintedAsync(string accept) =>
        (await ScrapeAsync(fixture.Stack.ApiUrl, accept) + "\n" + await ScrapeAsync(fixture.Stack.WorkerUrl, accept)).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line[..line.AsSpan().IndexOfAny('{', ' ')])
            .ToHashSet(StringComparer.Ordinal);

    private static async Task<string> ScrapeAsync(string url, string accept)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }); // unchecked: the media type is a scrape's, which the document does not have
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url + "/metrics"));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await http.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>Metrics of our programs that a file asks for, without what stands in quotes, braces and lists of labels.</summary>
    private static HashSet<string> Used(string file)
    {
        var text = file.EndsWith(".json", StringComparison.Ordinal)
            ? Expressions(file)
            : string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith('#')));
        text = Quoted().Replace(text, "");
        text = Selector().Replace(text, "");
        text = LabelList().Replace(text, "");
        return Ours().Matches(text).Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
    }

    private static string Expressions(string file)
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
        return string.Join('\n', dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()));
    }

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b(by|without|on|ignoring) *\([^)]*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LabelList();

    [GeneratedRegex(@"(?<![\w:])(highperf|http|kestrel|dotnet|db_client)_\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Ours();
}
