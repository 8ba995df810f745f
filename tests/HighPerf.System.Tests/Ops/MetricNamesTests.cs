using System.Text.Json;
using System.Text.RegularExpressions;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>An alert on a metric that nobody prints never fires, and nobody notices.</summary>
[Collection(StackCollection.Name)]
public sealed partial class MetricNamesTests(StackFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What Prometheus asks for, and what it falls back to.</summary>
    private static readonly string[] Accepts =
        ["application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "text/plain;version=0.0.4"];

    /// <summary>Npgsql's, printed once it has happened, for which a quiet stack has no occasion. Ours are there before that, with 0.</summary>
    private static readonly HashSet<string> OnlyWhenItHappens = new(StringComparer.Ordinal)
    {
        "db_client_operation_failed_total",
        "db_client_connection_npgsql_pending_requests",
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
                    missing = [.. used.Where(name => !printed.Contains(name) && !OnlyWhenItHappens.Contains(name))];
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
            AssertSample(api, "http_server_request_duration_seconds_bucket", "http_route=\"/api/auth/login\"", "le=\"1(\\.0)?\"");
            AssertSample(api, "http_server_request_duration_seconds_count", "http_route=\"/api/videos/upload\"", "http_response_status_code=\"201\"");
            AssertSample(api, "db_client_connection_count", "db_client_connection_pool_name=\"main\"", "db_client_connection_state=\"idle\"");
            var worker = await ScrapeAsync(fixture.Stack.WorkerUrl, accept);
            AssertSample(worker, "highperf_queue_depth", "phase=\"dead\"");
            AssertSample(worker, "highperf_queue_ended_total", "kind=\"transcode-video\"", "outcome=\"succeeded\"");
            AssertSample(worker, "highperf_queue_crashes_total", "kind=\"transcode-video\"");
            AssertSample(worker, "highperf_queue_service_time_seconds_bucket", "kind=\"transcode-video\"", "le=\"45(\\.0)?\"");
        }
    }

    /// <param name="printed">A scrape.</param>
    /// <param name="name">Of the sample.</param>
    /// <param name="labels">Each a pattern that is somewhere in its line.</param>
    private static void AssertSample(string printed, string name, params string[] labels) => Assert.Contains(
        printed.Split('\n'), line => line.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => Regex.IsMatch(line, label, RegexOptions.None, Patience)));

    /// <summary>The names of samples that API and worker print.</summary>
    private async Task<IReadOnlySet<string>> PrintedAsync(string accept) =>
        (await ScrapeAsync(fixture.Stack.ApiUrl, accept) + "\n" + await ScrapeAsync(fixture.Stack.WorkerUrl, accept)).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line[..line.AsSpan().IndexOfAny('{', ' ')])
            .ToHashSet(StringComparer.Ordinal);

    private static async Task<string> ScrapeAsync(string url, string accept)
    {
        // unchecked: the media type is a scrape's, which the document does not have
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
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
