using HighPerf.Testing.Servers;

namespace HighPerf.ApiRace.Servers;

/// <summary>bench/HighPerf.BareApi, published.</summary>
internal static class BareServer
{
    /// <param name="program">Where it is.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="recorded">The answers it repeats, or null.</param>
    public static async Task<ChildProcess> StartAsync(string program, Uri address, string? recorded)
    {
        var server = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = program, Arguments = recorded is null ? [address.AbsoluteUri] : [address.AbsoluteUri, recorded], Cpus = Cores.Server,
        });
        using var http = new HttpClient();
        await Poll.UntilAsync("bare Kestrel answers", TimeSpan.FromSeconds(30), async () =>
        {
            if (server.HasExited) throw new InvalidOperationException(server.Describe("ended while it started"));
            try
            {
                return (await http.GetAsync(new Uri(address, "/plaintext"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not listening yet
            }
        });
        return server;
    }
}
