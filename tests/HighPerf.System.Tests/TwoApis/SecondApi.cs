using System.Globalization;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.TwoApis;

/// <summary>Another API process of the same stack, on a port of its own, which can be killed and started again. Dispose of it before the stack.</summary>
public sealed class SecondApi : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);

    private readonly HighPerfStack stack;
    private readonly string url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}");
    private readonly HttpClient http;
    private readonly (string Name, string Value)[] settings;
    private ChildProcess? process;

    private SecondApi(HighPerfStack stack, (string Name, string Value)[] settings)
    {
        this.stack = stack;
        this.settings = settings;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(2) };
    }

    public ApiClient Client => new(http);

    public string Url => url;

    public ChildProcess Process => process!;

    /// <param name="stack">Whose database, Redis and directories it shares.</param>
    /// <param name="settings">What differs from the first API's.</param>
    public static async Task<SecondApi> StartAsync(HighPerfStack stack, params (string Name, string Value)[] settings)
    {
        var api = new SecondApi(stack, settings);
        await api.StartAsync();
        return api;
    }

    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string>(stack.ProgramEnvironment(), StringComparer.Ordinal) { ["HIGHPERF_API_LISTEN"] = url };
        foreach (var (name, value) in settings)
            environment[name] = value;
        process = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = PublishedPrograms.Api,
            Environment = environment,
            OnlyThisEnvironment = true,
        });
        RunLogs.Add(process, stack);
        await Poll.UntilAsync("the second API is ready", ReadyTimeout, async () =>
        {
            try
            {
                // unchecked: only whether it is ready; what tests ask goes through Client
                using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                return false; // not listening yet
            }
        }, () => process.Describe("is not ready"));
    }

    /// <summary>SIGTERM, until it has ended.</summary>
    public async Task StopAsync()
    {
        process!.Signal(ProcessSignals.Terminate);
        Assert.Equal(0, await process.WaitForExitAsync(ReadyTimeout));
        await process.DisposeAsync();
    }

    /// <summary><c>kill -9</c>, in the middle of whatever it does.</summary>
    public Task KillAsync() => process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        http.Dispose();
    }
}
