using HighPerf.Testing.Servers;

namespace HighPerf.Testing.Stacks;

public static class HttpServers
{
    /// <summary>Waits until a server that was just started answers with a success.</summary>
    public static async Task AnswersAsync(ChildProcess server, Uri url)
    {
        using var http = new HttpClient();
        await Poll.UntilAsync($"{url} answers", TimeSpan.FromMinutes(10), async () =>
        {
            if (server.HasExited) throw new InvalidOperationException(server.Describe("ended while it started"));
            try
            {
                using var response = await http.GetAsync(url);
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not listening yet
            }
        });
    }
}
