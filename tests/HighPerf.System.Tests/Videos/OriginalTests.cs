using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Videos;

[Collection(StackCollection.Name)]
public sealed partial class OriginalTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /media/original/{key}", 200)]
    public async Task The_signed_address_serves_the_bytes_that_were_uploaded()
    {
        var video = await fixture.ProcessedAsync(SourceClip.FourByThree);
        var response = await Client.GetAsync(await SignedAsync(video));

        Assert.Equal(await File.ReadAllBytesAsync(video.SourcePath), response.Expect(HttpStatusCode.OK).Body);
    }

    [Fact]
    [Proves("GET /media/original/{key}", 206)]
    public async Task The_signed_address_serves_a_range()
    {
        var video = await fixture.ProcessedAsync(SourceClip.FourByThree);
        var response = await Client.GetAsync(await SignedAsync(video), headers: ("Range", "bytes=4-7"));

        Assert.Equal("ftyp"u8.ToArray(), response.Expect(HttpStatusCode.PartialContent).Body);
    }

    [Fact]
    [Proves("GET /media/original/{key}", 403, "invalid_signature")]
    public async Task An_address_without_a_signature_is_refused()
    {
        var url = await SignedAsync(await fixture.ProcessedAsync(SourceClip.FourByThree));
        (await Client.GetAsync(url[..url.IndexOf('?', StringComparison.Ordinal)])).Refused(HttpStatusCode.Forbidden, "invalid_signature");
    }

    [Fact]
    [Proves("GET /media/original/{key}", 403, "invalid_signature")]
    public async Task A_tampered_signature_is_refused()
    {
        var url = await SignedAsync(await fixture.ProcessedAsync(SourceClip.FourByThree));
        var at = url.IndexOf("sig=", StringComparison.Ordinal) + "sig=".Length;
        var tampered = url[..at] + (url[at] == 'A' ? 'B' : 'A') + url[(at + 1)..];

        (await Client.GetAsync(tampered)).Refused(HttpStatusCode.Forbidden, "invalid_signature");
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    [Proves("GET /media/original/{key}", 403, "invalid_signature")]
    public async Task Another_expiry_is_refused(int seconds)
    {
        var url = await SignedAsync(await fixture.ProcessedAsync(SourceClip.FourByThree));
        var expiry = long.Parse(Expiry().Match(url).Groups["seconds"].Value, CultureInfo.InvariantCulture);

        // A later one would outlive the signature, an earlier one is over: neither was signed.
        var moved = url.Replace(
            string.Create(CultureInfo.InvariantCulture, $"exp={expiry}"),
            string.Create(CultureInfo.InvariantCulture, $"exp={expiry + seconds}"),
            StringComparison.Ordinal);
        Assert.NotEqual(url, moved, StringComparer.Ordinal);
        (await Client.GetAsync(moved)).Refused(HttpStatusCode.Forbidden, "invalid_signature");
    }

    [Fact]
    [Proves("GET /media/original/{key}", 403, "invalid_signature")]
    public async Task A_signature_of_one_original_opens_no_other()
    {
        var one = await SignedAsync(await fixture.ProcessedAsync(SourceClip.FourByThree));
        var other = await SignedAsync(await fixture.ProcessedAsync(SourceClip.Landscape));
        var mixed = other[..other.IndexOf('?', StringComparison.Ordinal)] + one[one.IndexOf('?', StringComparison.Ordinal)..];

        (await Client.GetAsync(mixed)).Refused(HttpStatusCode.Forbidden, "invalid_signature");
    }

    [Fact]
    public async Task The_signed_address_ends_within_minutes()
    {
        var url = await SignedAsync(await fixture.ProcessedAsync(SourceClip.FourByThree));
        var expiry = long.Parse(Expiry().Match(url).Groups["seconds"].Value, CultureInfo.InvariantCulture);
        var left = expiry - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        Assert.InRange(left, 1, 10 * 60);
    }

    private async Task<string> SignedAsync(ProcessedVideo video) =>
        (await Client.OwnVideoAsync(video.Owner, video.Id)).GetProperty("original_url").GetString()!;

    [GeneratedRegex("exp=(?<seconds>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Expiry();
}
