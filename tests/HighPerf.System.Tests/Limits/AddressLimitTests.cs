using System.Diagnostics;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Limits;

/// <summary><c>HIGHPERF_RATE_ADDRESS</c>: so many requests a second from one address, at once twice as many.</summary>
public sealed class AddressLimitTests
{
    private const string Video = "01890000-0000-7000-8000-000000000000";

    private static readonly (HttpMethod Method, string Path)[] Everything =
    [
        (HttpMethod.Post, "/api/auth/signup"),
        (HttpMethod.Post, "/api/auth/login"),
        (HttpMethod.Post, "/api/videos/upload"),
        (HttpMethod.Get, "/api/videos"),
        (HttpMethod.Get, "/api/videos/" + Video),
        (HttpMethod.Delete, "/api/videos/" + Video),
        (HttpMethod.Get, "/api/public/videos"),
        (HttpMethod.Get, "/api/public/videos/" + Video),
        (HttpMethod.Post, $"/api/public/videos/{Video}/vote"),
        (HttpMethod.Get, "/api/public/rankings"),
        (HttpMethod.Options, "/api/uploads"),
        (HttpMethod.Post, "/api/uploads"),
        (HttpMethod.Head, $"/api/uploads/{Video}"),
        (HttpMethod.Patch, $"/api/uploads/{Video}"),
        (HttpMethod.Delete, $"/api/uploads/{Video}"),
        (HttpMethod.Get, $"/api/videos/{Video}/events"),
        (HttpMethod.Get, "/api/public/rankings/live?limit=0"),
        (HttpMethod.Get, "/api/contest"),
        (HttpMethod.Get, "/api/moderation/videos"),
        (HttpMethod.Post, $"/api/moderation/videos/{Video}/publish"),
        (HttpMethod.Post, $"/api/moderation/videos/{Video}/hide"),
        (HttpMethod.Get, "/api/me/export"),
        (HttpMethod.Delete, "/api/me"),
        (HttpMethod.Get, $"/media/processed/{Video}.1.mp4"), // no such file: the database is asked
    ];

    [Fact]
    [Proves("POST /api/auth/signup", 429, "too_many_requests")]
    [Proves("POST /api/auth/login", 429, "too_many_requests")]
    [Proves("POST /api/videos/upload", 429, "too_many_requests")]
    [Proves("GET /api/videos", 429, "too_many_requests")]
    [Proves("GET /api/videos/{video_id}", 429, "too_many_requests")]
    [Proves("DELETE /api/videos/{video_id}", 429, "too_many_requests")]
    [Proves("GET /api/public/videos", 429, "too_many_requests")]
    [Proves("GET /api/public/videos/{video_id}", 429, "too_many_requests")]
    [Proves("POST /api/public/videos/{video_id}/vote", 429, "too_many_requests")]
    [Proves("GET /api/public/rankings", 429, "too_many_requests")]
    [Proves("OPTIONS /api/uploads", 429, "too_many_requests")]
    [Proves("POST /api/uploads", 429, "too_many_requests")]
    [Proves("HEAD /api/uploads/{id}", 429, "too_many_requests")]
    [Proves("PATCH /api/uploads/{id}", 429, "too_many_requests")]
    [Proves("DELETE /api/uploads/{id}", 429, "too_many_requests")]
    [Proves("GET /api/videos/{video_id}/events", 429, "too_many_requests")]
    [Proves("GET /api/public/rankings/live", 429, "too_many_requests")]
    [Proves("GET /api/contest", 429, "too_many_requests")]
    [Proves("GET /api/moderation/videos", 429, "too_many_requests")]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 429, "too_many_requests")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 429, "too_many_requests")]
    [Proves("GET /api/me/export", 429, "too_many_requests")]
    [Proves("DELETE /api/me", 429, "too_many_requests")]
    [Proves("GET /media/processed/{key}", 429, "too_many_requests")]
    public async Task An_address_that_asks_too_much_is_told_when_to_come_back_and_no_other_suffers()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RATE_ADDRESS"] = "1" },
        });

        foreach (var (method, path) in Everything)
        {
            // Two at once and one a second: of a dozen at once most are too many.
            var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => stack.Client.SendAsync(method, path)));
            var refused = responses.Where(response => response.Status == HttpStatusCode.TooManyRequests).ToList();
            Assert.True(refused.Count > 0, $"{method} {path} knows no limit: {string.Join(", ", responses.Select(response => response.Status))}");
            foreach (var response in refused)
                if (method != HttpMethod.Head) response.Refused(HttpStatusCode.TooManyRequests, "too_many_requests");
        }

        // Health and metrics are no concern of the limit; neither is another address.
        for (var i = 0; i < 5; i++)
        {
            (await stack.Client.GetAsync("/health")).Expect(HttpStatusCode.OK);
            (await stack.Client.GetAsync("/metrics")).Expect(HttpStatusCode.OK);
        }

        (await ApiClient.From(stack.ApiUrl, IPAddress.Parse("127.0.0.2")).GetAsync("/api/contest")).Expect(HttpStatusCode.OK);
        await Poll.UntilAsync("the address is let in again", TimeSpan.FromSeconds(10), async () => (await stack.Client.GetAsync("/api/contest")).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_that_was_found_is_served_as_often_as_it_is_wanted_and_without_the_database()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RATE_ADDRESS"] = "1" },
        });
        (await stack.RunCtlAsync("seed", "--players", "5", "--videos", "1", "--votes", "1", "--with-files")).EnsureSuccess("hpctl seed");
        var file = "/media/processed/" + await stack.ScalarAsync<string>("select thumbnail_key from videos where published_at is not null");

        (await stack.Client.GetAsync(file)).Expect(HttpStatusCode.OK);
        await stack.ScalarAsync<int>("with gone as (update videos set thumbnail_key = null, processed_key = null, status = 'uploaded', published_at = null returning 1) select count(*)::int from gone");
        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => stack.Client.GetAsync(file)));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.Status));

        // And not for long.
        await Poll.UntilAsync("the file is forgotten", TimeSpan.FromSeconds(30), async () => (await stack.Client.GetAsync(file)).Status == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_rate_that_is_no_multiple_of_ten_is_kept_too()
    {
        const int rate = 15;
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RATE_ADDRESS"] = "15" },
        });

        var began = Stopwatch.GetTimestamp();
        var served = 0;
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(6))
        {
            if ((await stack.Client.GetAsync("/api/contest")).Status == HttpStatusCode.OK)
                served++;
        }

        // The burst, then the rate; a refill may be due at the very end.
        var due = (rate * 2) + (rate * Stopwatch.GetElapsedTime(began).TotalSeconds);
        Assert.InRange(served, due * 0.8, due + 4);
    }

    [Fact]
    public async Task Zero_is_no_limit()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RATE_ADDRESS"] = "0" },
        });
        var responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => stack.Client.GetAsync("/api/contest")));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.Status));
    }
}
