using System.Net;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Rankings;

/// <summary>A city that no player can be from is nobody's, and costs no query: here there is no database to ask.</summary>
public sealed class LongCityTests
{
    [Fact]
    public async Task A_city_that_is_too_long_to_be_one_is_an_empty_list_without_a_query()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_STANDINGS_MAX_AGE"] = "1h" },
        });
        var longest = new string('á', 100);
        await stack.Client.NewPlayerAsync(longest);
        Assert.Equal("[]", (await stack.Client.GetAsync("/api/public/rankings?city=" + Uri.EscapeDataString(longest))).Expect(HttpStatusCode.OK).Text);

        await stack.Postgres.StopAsync();
        foreach (var list in new[] { "/api/public/rankings", "/api/public/videos" })
        {
            foreach (var city in new[] { longest + "x", new string('x', 4_000), "\0" })
                Assert.Equal("[]", (await stack.Client.GetAsync($"{list}?city={Uri.EscapeDataString(city)}")).Expect(HttpStatusCode.OK).Text);
        }
    }
}
