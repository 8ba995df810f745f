using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Health;

/// <summary>The page that <c>type</c> of a problem leads to (RFC 9457, 3.1.1).</summary>
[Collection(QuietCollection.Name)]
public sealed class ErrorsPageTests(QuietStackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /errors", 200)]
    public async Task The_page_has_every_code_with_its_status_and_its_text()
    {
        var page = (await Client.GetAsync("/errors")).Expect(HttpStatusCode.OK);
        Assert.Equal("text/html", page.MediaType);

        var codes = CommittedDocument.Root.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties").GetProperty("code")
            .GetProperty("enum").EnumerateArray().Select(code => code.GetString()!).ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"id=\"{code}\"", page.Text, StringComparison.Ordinal));
        foreach (var row in ContractRows.All.Where(row => row.Code != "-"))
            Assert.Matches($"<tr id=\"{row.Code}\"><td>{row.Status}</td>", page.Text);
        foreach (var text in new[] { "Ya has votado por este video.", "La votación no está abierta." })
            Assert.Contains(text, WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_type_of_a_problem_leads_to_its_place_on_the_page()
    {
        var problem = (await Client.GetAsync("/api/videos")).Refused(HttpStatusCode.Unauthorized, "unauthorized").Json;
        var type = new Uri(problem.GetProperty("type").GetString()!);

        Assert.Equal(fixture.Stack.ApiUrl + "/errors#unauthorized", type.AbsoluteUri);
        Assert.Contains($"id=\"{type.Fragment[1..]}\"", (await Client.GetAsync(type.AbsoluteUri)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Empty((await Client.SendAsync(HttpMethod.Head, "/errors")).Expect(HttpStatusCode.OK).Body);
    }
}
