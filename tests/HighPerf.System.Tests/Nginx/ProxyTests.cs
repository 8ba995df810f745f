using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Nginx;

/// <summary>What clients meet behind nginx as configured.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task Through_nginx_the_largest_clip_passes_and_one_byte_more_gets_our_own_refusal()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        await using var nginx = await Proxy.StartAsync(stack);
        using var http = new HttpClient { BaseAddress = nginx.Url, Timeout = TimeSpan.FromMinutes(2) };
        var client = new ApiClient(http);
        var player = await client.NewPlayerAsync();
        const int Limit = 100 * 1024 * 1024;
        (await client.UploadAsync(player.Token, Mp4Bytes.Damaged(Limit), "Justo")).Expect(HttpStatusCode.Created);
        var refused = await client.UploadAsync(player.Token, Mp4Bytes.Damaged(Limit + 1), "Pasado");
        Assert.Equal(("file_too_large", HttpStatusCode.BadRequest), (refused.Json.GetProperty("code").GetString(), refused.Status));
    }

    [Fact]
    public async Task Behind_nginx_every_client_has_a_limit_of_its_own()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RATE_ADDRESS"] = "1", ["HIGHPERF_TRUSTED_PROXIES"] = "127.0.0.1" },
        });
        await using var nginx = await Proxy.StartAsync(stack);
        var (one, other) = (ApiClient.From(nginx.Url.AbsoluteUri, IPAddress.Parse("127.0.0.2")), ApiClient.From(nginx.Url.AbsoluteUri, IPAddress.Parse("127.0.0.3")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => one.GetAsync("/api/contest")));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
        (await other.GetAsync("/api/contest")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nginx_sends_the_files_that_the_api_names_and_no_others()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_PROXY_SENDS_FILES"] = "on" },
        });
        await using var nginx = await Proxy.StartAsync(stack);
        var player = await stack.Client.NewPlayerAsync();
        var id = await stack.Client.UploadedAsync(player, await TestClips.Landscape1080p, "Por el proxy");
        var final = await stack.Client.FinalStateAsync(player, id, stack);
        var clip = Behind(final.GetProperty("processed_url").GetString()!);
        using var http = new HttpClient { BaseAddress = nginx.Url };
        var client = new ApiClient(http);

        var whole = (await client.GetAsync(clip)).Expect(HttpStatusCode.OK);
        var key = clip[(clip.LastIndexOf('/') + 1)..];
        var bytes = await File.ReadAllBytesAsync(Path.Combine(stack.ProcessedDirectory, key));
        Assert.Equal(bytes, whole.Body);
        Assert.Equal(("video/mp4", "public, max-age=31536000, immutable", "nosniff", null), (whole.Header("Content-Type"), whole.Header("Cache-Control"), whole.Header("X-Content-Type-Options"), whole.Header("X-Accel-Redirect")));
        using var part = new HttpRequestMessage(HttpMethod.Get, clip) { Headers = { Range = new(100, 299) } };
        using (var answer = await http.SendAsync(part)) // unchecked: nginx leaves Accept-Ranges out of a 206, which it may (RFC 9110 §14.3)
        {
            Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
            Assert.Equal(bytes[100..300], await answer.Content.ReadAsByteArrayAsync());
        }

        using var known = new HttpRequestMessage(HttpMethod.Get, clip);
        known.Headers.TryAddWithoutValidation("If-None-Match", whole.Header("ETag"));
        (await client.SendAsync(known)).Expect(HttpStatusCode.NotModified);

        var original = Behind((await client.OwnVideoAsync(player, id)).GetProperty("original_url").GetString()!);
        Assert.Equal(await File.ReadAllBytesAsync(await TestClips.Landscape1080p), (await client.GetAsync(original)).Expect(HttpStatusCode.OK).Body);
        (await client.GetAsync(original + "0")).Refused(HttpStatusCode.Forbidden, "invalid_signature");
        foreach (var direct in (string[])["/internal/processed/" + key, "/internal/originals/" + id + ".mp4", "/internal/processed/", "/internal/processed/../uploads/" + id + ".mp4"])
        {
            using var answer = await http.GetAsync(new Uri(direct, UriKind.Relative)); // unchecked: it is nginx's own
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        var log = await File.ReadAllTextAsync(Proxy.LogPath(stack));
        Assert.Contains("\"GET /media/original/", log, StringComparison.Ordinal);
        Assert.DoesNotContain("?", log, StringComparison.Ordinal); // a signed link opens the original to whoever reads it

        string Behind(string url) => new Uri(url).PathAndQuery;
    }
}
