using System.Globalization;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Faults;

/// <summary>A real server in a process of its own: bench/HighPerf.BareApi, which answers /plaintext at once and /delayed after 40 to 200 ms.</summary>
public sealed class BareServer : IAsyncLifetime
{
    private readonly int _port = TcpPorts.Free();
    private ChildProcess? _process;

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}");

    internal ChildProcess Process => _process!;

    public async Task InitializeAsync()
    {
        _process = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("dotnet"),
            Arguments = [Path.Combine(Repository.Root, "bench/HighPerf.BareApi/bin/Release/net10.0/highperf-bare-api.dll"), Url],
        });
        using var http = new HttpClient();
        await Poll.UntilAsync("an answer of the bare server", TimeSpan.FromSeconds(30), async () => await AnswersAsync(http));
    }

    public async Task DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            return await http.GetStringAsync(new Uri(Url + "/plaintext")) == "Hello, World!";
        }
        catch (HttpRequestException)
        {
            return false; // not yet
        }
    }
}
