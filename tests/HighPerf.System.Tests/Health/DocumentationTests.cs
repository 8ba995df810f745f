using System.Net;
using System.Text.RegularExpressions;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Health;

[Collection(StackCollection.Name)]
public sealed partial class DocumentationTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Theory]
    [InlineData("/api/auth/signup", "post")]
    [InlineData("/api/auth/login", "post")]
    [InlineData("/api/videos/upload", "post")]
    [InlineData("/api/videos", "get")]
    [InlineData("/api/videos/{video_id}", "get")]
    [InlineData("/api/videos/{video_id}", "delete")]
    [InlineData("/api/public/videos", "get")]
    [InlineData("/api/public/videos/{video_id}", "get")]
    [InlineData("/api/public/videos/{video_id}/vote", "post")]
    [InlineData("/api/public/rankings", "get")]
    public async Task The_openapi_document_describes_each_endpoint(string path, string method)
    {
        var response = (await Client.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK);
        Assert.Equal("application/json", response.MediaType);
        Assert.StartsWith("3.", response.Json.GetProperty("openapi").GetString(), StringComparison.Ordinal);

        var paths = response.Json.GetProperty("paths");
        Assert.True(paths.TryGetProperty(path, out var item), $"{path} is not among {string.Join(", ", paths.EnumerateObject().Select(p => p.Name))}");
        Assert.True(item.TryGetProperty(method, out var operation), $"{path} has no {method}");
        Assert.NotEmpty(operation.GetProperty("responses").EnumerateObject());
    }

    [Fact]
    public async Task The_openapi_document_names_each_operation_once_and_requires_only_what_is_always_there()
    {
        var document = (await Client.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json;
        var ids = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value.GetProperty("operationId").GetString()).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);

        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var (schema, optional) in new[] { ("Problem", "errors"), ("OwnVideoSummary", "progress"), ("PublicVideoResponse", "voted"), ("SignupRequest", "city") })
        {
            Assert.True(schemas.GetProperty(schema).GetProperty("properties").TryGetProperty(optional, out _), $"{schema} has no {optional}");
            Assert.DoesNotContain(schemas.GetProperty(schema).GetProperty("required").EnumerateArray(), name => name.GetString() == optional);
        }

        Assert.Equal("integer", schemas.GetProperty("RankingResponse").GetProperty("properties").GetProperty("votes").GetProperty("type").GetString());
    }

    [Fact]
    [Proves("GET /", 200)]
    [Proves("GET /docs", 200)]
    [Proves("GET /docs", 302)]
    public async Task The_first_page_leads_to_the_document_and_to_its_browsable_page()
    {
        var page = (await Client.GetAsync("/")).Expect(HttpStatusCode.OK);
        Assert.Equal("text/html", page.MediaType);
        var links = Link().Matches(page.Text).Select(match => match.Groups["target"].Value).ToList();
        Assert.Contains("/openapi/v1.json", links, StringComparer.Ordinal);

        var browsable = 0;
        foreach (var link in links.Where(link => link.StartsWith('/')))
        {
            var response = await Client.GetAsync(link);
            if (response.Status is HttpStatusCode.Found or HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect or HttpStatusCode.TemporaryRedirect)
                response = await Client.GetAsync(response.Header("Location")!);
            response.Expect(HttpStatusCode.OK);
            if (response.MediaType == "text/html" && response.Text.Contains("openapi", StringComparison.OrdinalIgnoreCase))
                browsable++;
        }

        Assert.True(browsable >= 1, "No link leads to a page about the OpenAPI document: " + string.Join(' ', links));
    }

    [GeneratedRegex("href=\"(?<target>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();
}
