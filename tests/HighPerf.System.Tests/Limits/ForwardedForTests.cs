using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Limits;

/// <summary><c>HIGHPERF_TRUSTED_PROXIES</c>: whose <c>X-Forwarded-For</c> names the address that is limited.</summary>
public sealed class ForwardedForTests
{
    [Fact]
    public async Task Only_a_trusted_proxy_says_who_asks_and_only_its_own_word_counts()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HIGHPERF_RATE_ADDRESS"] = "1",
                ["HIGHPERF_TRUSTED_PROXIES"] = "127.0.0.2, 127.0.2.0/24",
            },
        });
        var proxy = ApiClient.From(stack.ApiUrl, IPAddress.Parse("127.0.0.2"));
        var outer = ApiClient.From(stack.ApiUrl, IPAddress.Parse("127.0.2.7"));
        var stranger = ApiClient.From(stack.ApiUrl, IPAddress.Parse("127.0.0.3"));

        // A trusted one: each address has its own bucket, also behind two of them.
        Assert.All(await AskAsync(proxy, i => $"203.0.113.{i}"), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.All(await AskAsync(outer, i => $"198.51.100.{i}, 127.0.0.2"), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskAsync(proxy, _ => "192.0.2.1"));

        // What a client wrote before the proxy's own word is nothing.
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskAsync(proxy, i => $"203.0.113.{i + 100}, 192.0.2.2"));

        // Anybody else is who the connection is, whatever the header says.
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskAsync(stranger, i => $"198.51.100.{i + 100}"));
    }

    private static async Task<HttpStatusCode[]> AskAsync(ApiClient client, Func<int, string> forwardedFor) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, 12).Select(i => client.GetAsync("/api/contest", token: null, ("X-Forwarded-For", forwardedFor(i))))))
            .Select(response => response.Status)];
}
