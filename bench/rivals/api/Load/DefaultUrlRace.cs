using System.Globalization;
using System.Text;
using HighPerf.ApiRace.Results;
using HighPerf.ApiRace.Servers;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace.Load;

/// <summary>One URL, by all who could answer it: ours, bare Kestrel with the same bytes and with 13, nginx with a file of the same bytes.</summary>
/// <param name="work">A directory for wrk's files.</param>
internal sealed class DefaultUrlRace(ApiStack stack, string bare, string work, string script, int connections, TimeSpan seconds)
{
    private const string NginxTarget = "/answer.json";

    /// <summary>A table: requests a second, and bytes allocated for each.</summary>
    public async Task<string> RunAsync(string path, int rounds)
    {
        var recorded = Path.Combine(work, "default.recorded");
        await Recording.WriteAsync(stack.Url, [path], "", recorded);
        using var http = new HttpClient();
        await File.WriteAllBytesAsync(work + NginxTarget, await http.GetByteArrayAsync(new Uri(stack.Url, path)));
        await using var nginx = await NginxServer.StartAsync(
            address => $"sendfile on; tcp_nopush on; open_file_cache max=16; keepalive_requests 1000000000; types {{ application/json json; }} server {{ listen {address}; root {work}; }}", Cores.Server);
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"));
        await using var rival = await BareServer.StartAsync(bare, address, recorded);
        Runner[] runners =
        [
            new("highperf-api", stack.Url, await WrkAsync("ours", path), () => Allocated.OfOursAsync(http, stack.Url)),
            new("bare Kestrel, the same bytes", address, await WrkAsync("bare", path), () => Allocated.OfBareAsync(http, address)),
            new("bare Kestrel, 13 bytes", address, await WrkAsync("plaintext", "/plaintext"), () => Allocated.OfBareAsync(http, address)),
            new("nginx, a file of the same bytes", nginx.Url, await WrkAsync("nginx", NginxTarget), null),
        ];
        foreach (var runner in runners) await runner.Wrk.RunAsync(runner.Server, ""); // warm
        for (var round = 0; round < rounds; round++)
        {
            foreach (var runner in runners)
            {
                await runner.RunAsync();
                Progress.Say($"{path} {round + 1}/{rounds}: {runner.Name} {runner.Rates[^1]:N0}/s");
            }
        }

        var text = new StringBuilder($"| {path} | requests/s, median | ours ÷ it, median of rounds | allocated, bytes a request |\n|---|---:|---:|---:|\n");
        foreach (var runner in runners)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {runner.Name} | {Figures.Median(runner.Rates):N0} | {Figures.Median(runners[0].Rates.Zip(runner.Rates, (a, b) => a / b)):F3} | {(runner.Bytes.Count == 0 ? "" : Figures.Median(runner.Bytes).ToString("N0", CultureInfo.InvariantCulture))} |\n");
        }

        return text.ToString();
    }

    private async Task<Wrk> WrkAsync(string name, string target)
    {
        var targets = Path.Combine(work, name + ".txt");
        await File.WriteAllTextAsync(targets, target + "\n");
        return new Wrk(script, targets, connections, seconds);
    }

    private sealed record Runner(string Name, Uri Server, Wrk Wrk, Func<Task<double>>? Allocated)
    {
        public List<double> Rates { get; } = [];

        public List<double> Bytes { get; } = [];

        public async Task RunAsync()
        {
            var before = Allocated is null ? 0 : await Allocated();
            var result = await Wrk.RunAsync(Server, "");
            Rates.Add(result.Rate);
            if (Allocated is not null) Bytes.Add((await Allocated() - before) / result.Requests);
        }
    }
}
