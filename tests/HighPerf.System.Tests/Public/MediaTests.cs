using System.Net;
using System.Text.RegularExpressions;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Public;

[Collection(StackCollection.Name)]
public sealed partial class MediaTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Theory]
    [InlineData(true, "video/mp4")]
    [InlineData(false, "image/jpeg")]
    [Proves("GET /media/processed/{key}", 200)]
    public async Task A_file_is_served_whole_with_what_a_cache_needs(bool clip, string mediaType)
    {
        var response = (await Client.GetAsync(await UrlAsync(clip))).Expect(HttpStatusCode.OK);

        Assert.Equal(mediaType, response.MediaType);
        Assert.Equal("bytes", response.Header("Accept-Ranges"));
        Assert.Equal(response.Body.Length, response.Response.Content.Headers.ContentLength);
        Assert.Matches("^\"[^\"]+\"$", response.Header("ETag"));
        Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
        var age = MaxAge().Match(response.Header("Cache-Control") ?? string.Empty);
        Assert.True(age.Success, "No max-age. " + response.Header("Cache-Control"));
        Assert.InRange(int.Parse(age.Groups["seconds"].ValueSpan, provider: null), 30 * 24 * 3600, int.MaxValue);
    }

    [Theory]
    [InlineData("bytes=0-99", 0, 100)]
    [InlineData("bytes=1000-1999", 1000, 1000)]
    [Proves("GET /media/processed/{key}", 206)]
    public async Task A_range_is_served_alone(string range, int start, int length)
    {
        var url = await UrlAsync(clip: true);
        var whole = (await Client.GetAsync(url)).Expect(HttpStatusCode.OK).Body;
        var response = (await Client.GetAsync(url, headers: ("Range", range))).Expect(HttpStatusCode.PartialContent);

        Assert.Equal(FormattableString.Invariant($"bytes {start}-{start + length - 1}/{whole.Length}"), response.Header("Content-Range"));
        Assert.Equal(whole[start..(start + length)], response.Body);
    }

    [Fact]
    public async Task Of_head_a_range_is_not_looked_at()
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, await UrlAsync(clip: true)) { Headers = { Range = new(5, 9) } };
        (await Client.SendAsync(head)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_open_range_and_a_suffix_end_with_the_file()
    {
        var url = await UrlAsync(clip: true);
        var whole = (await Client.GetAsync(url)).Expect(HttpStatusCode.OK).Body;
        var range = FormattableString.Invariant($"bytes={whole.Length - 500}-");

        Assert.Equal(whole[^500..], (await Client.GetAsync(url, headers: ("Range", range))).Expect(HttpStatusCode.PartialContent).Body);
        Assert.Equal(whole[^500..], (await Client.GetAsync(url, headers: ("Range", "bytes=-500"))).Expect(HttpStatusCode.PartialContent).Body);
    }

    [Fact]
    [Proves("GET /media/processed/{key}", 416)]
    public async Task A_range_beyond_the_end_is_refused_with_the_length()
    {
        var url = await UrlAsync(clip: false);
        var whole = (await Client.GetAsync(url)).Expect(HttpStatusCode.OK).Body;
        var response = await Client.GetAsync(url, headers: ("Range", FormattableString.Invariant($"bytes={whole.Length}-")));

        Assert.Equal(FormattableString.Invariant($"bytes */{whole.Length}"), response.Expect(HttpStatusCode.RequestedRangeNotSatisfiable).Header("Content-Range"));
        Assert.Equal("no-store", response.Header("Cache-Control"));
    }

    [Fact]
    [Proves("GET /media/processed/{key}", 412, "precondition_failed")]
    public async Task Another_version_than_the_one_asked_for_is_refused()
    {
        var response = await Client.GetAsync(await UrlAsync(clip: false), headers: ("If-Match", "\"otra\""));

        Assert.Equal("no-store", response.Refused(HttpStatusCode.PreconditionFailed, "precondition_failed").Header("Cache-Control"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Proves("GET /media/processed/{key}", 304)]
    public async Task A_known_version_is_not_sent_again(bool clip)
    {
        var url = await UrlAsync(clip);
        var tag = (await Client.GetAsync(url)).Expect(HttpStatusCode.OK).Header("ETag")!;
        var response = await Client.GetAsync(url, headers: ("If-None-Match", tag));

        Assert.Empty(response.Expect(HttpStatusCode.NotModified).Body);
        (await Client.GetAsync(url, headers: ("If-None-Match", "\"otra\""))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Head_answers_the_headers_alone()
    {
        var url = await UrlAsync(clip: true);
        var whole = (await Client.GetAsync(url)).Expect(HttpStatusCode.OK).Body;
        var response = (await Client.SendAsync(HttpMethod.Head, url)).Expect(HttpStatusCode.OK);

        Assert.Empty(response.Body);
        Assert.Equal(whole.Length, response.Response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/media/processed/01890000-0000-7000-8000-000000000000.1.mp4")]
    [InlineData("/media/processed/..%2f..%2fetc%2fpasswd")]
    [InlineData("/media/processed/.cache")]
    [InlineData("/media/processed/no-es-un-nombre")]
    [Proves("GET /media/processed/{key}", 404, "not_found")]
    public async Task Another_name_is_not_found(string path) => (await Client.GetAsync(path)).Refused(HttpStatusCode.NotFound, "not_found");

    [Theory]
    [InlineData("/media/processed/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/media/processed/../../etc/passwd")]
    [InlineData("/media/original/..%2f..%2f..%2fetc/passwd")]
    public async Task No_name_leads_out_of_the_directory(string path) =>
        (await Client.GetAsync(path)).Refused(HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task The_bumper_cache_is_not_served()
    {
        await fixture.ProcessedAsync(SourceClip.Landscape);
        var bumper = Directory.EnumerateFiles(fixture.Stack.MediaCacheDirectory).Select(Path.GetFileName).First();
        (await Client.GetAsync("/media/processed/.cache/" + bumper)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    private async Task<string> UrlAsync(bool clip)
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        return clip ? video.ProcessedUrl : video.ThumbnailUrl;
    }

    [GeneratedRegex("max-age=(?<seconds>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex MaxAge();
}
