using System.Diagnostics;
using System.Globalization;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Health;

[Collection(StackCollection.Name)]
public sealed class HealthTests(StackFixture fixture)
{
    /// <summary>An answer of /metrics is given again for 300 ms.</summary>
    private static readonly TimeSpan Scrape = TimeSpan.FromMilliseconds(500);

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /health", 200)]
    [Proves("GET /health/live", 200)]
    public async Task Health_says_that_the_process_answers()
    {
        foreach (var path in new[] { "/health", "/health/live" })
            Record(("status", Exactly("healthy"))).Check((await Client.GetAsync(path)).Expect(HttpStatusCode.OK).Json);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Proves("GET /health/ready", 200)]
    public async Task Ready_names_every_service_that_is_needed(bool api)
    {
        var url = api ? fixture.Stack.ApiUrl : fixture.Stack.WorkerUrl;
        var response = await Client.GetAsync(url + "/health/ready");

        Record(("status", Exactly("ready")), ("checks", MapOf(Exactly("ok"), "database", "redis", "storage")))
            .Check(response.Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    public async Task Ready_tries_the_disk_no_more_than_about_once_a_second_however_often_it_is_asked()
    {
        var probes = 0;
        using var watcher = new FileSystemWatcher(fixture.Stack.UploadsDirectory, ".probe-*");
        watcher.Created += (_, _) => Interlocked.Increment(ref probes);
        watcher.EnableRaisingEvents = true;
        var began = Stopwatch.GetTimestamp();

        // Past the second, so that one look at least is seen.
        await Poll.UntilAsync("a probe", TimeSpan.FromSeconds(20), async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Client.GetAsync("/health/ready")));
            return probes > 0;
        });

        Assert.InRange(probes, 1, 2 + (int)Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Proves("GET /metrics", 200)]
    public async Task Metrics_are_readable_by_prometheus(bool api)
    {
        var url = api ? fixture.Stack.ApiUrl : fixture.Stack.WorkerUrl;
        await Client.GetAsync(url + "/health");
        var response = (await Client.GetAsync(url + "/metrics")).Expect(HttpStatusCode.OK);

        Assert.Equal("text/plain", response.MediaType);
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_answered_ahead_of_routing_is_measured_as_its_endpoints()
    {
        const string Ranking = "/api/public/rankings";
        await Task.Delay(Scrape);
        var before = await CountedAsync(Ranking);
        for (var i = 0; i < 4; i++) await Client.GetAsync(Ranking); // known from the first one on
        await Task.Delay(Scrape);
        Assert.Equal(before + 4, await CountedAsync(Ranking));
    }

    [Fact]
    [Proves(ContractRows.UnknownPath, 404, "not_found")]
    public async Task An_unknown_path_is_not_found_in_the_form_of_every_error() =>
        (await Client.GetAsync("/api/no-existe")).Refused(HttpStatusCode.NotFound, "not_found");

    /// <summary>Requests of a route that the metrics have counted, whatever their outcome.</summary>
    private async Task<long> CountedAsync(string route) => (await Client.GetAsync("/metrics")).Expect(HttpStatusCode.OK).Text.Split('\n')
        .Where(line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal) && line.Contains($"http_route=\"{route}\"", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
}
