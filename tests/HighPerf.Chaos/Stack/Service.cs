using System.Globalization;
using HighPerf.Testing.Servers;

namespace HighPerf.Chaos.Stack;

/// <summary>An API or a worker that is killed and started again, always on the same port. Whoever acts on it holds its gate.</summary>
internal sealed class Service(string name, string program, IReadOnlyDictionary<string, string> environment, int port, RunDirectory directory, RunLog log)
    : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    private readonly List<Life> lives = [];
    private ChildProcess? process;

    public string Name => name;

    public Uri Url { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public ChildProcess Process => process ?? throw new InvalidOperationException(name + " has not been started.");

    public IReadOnlyList<Life> Lives
    {
        get
        {
            lock (lives)
                return [.. lives];
        }
    }

    /// <summary>Starts it and waits until it listens; that the database is away must not keep it from that.</summary>
    public async Task StartAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        process = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = program,
            Environment = environment,
            OnlyThisEnvironment = true,
            OwnSession = true,
            WorkingDirectory = directory.FullPath,
            LogFile = directory.Log(name.Replace(' ', '-')),
        });
        lock (lives)
            lives.Add(new Life(process.Id, TimeProvider.System.GetUtcNow()));
        await Poll.UntilAsync(
            name + " listens",
            StartTimeout,
            async () => process.HasExited || await AnswersAsync("/health/live"),
            () => process.Describe("does not listen"));
    }

    /// <summary>Whether it says that it can serve.</summary>
    public Task<bool> IsReadyAsync() => AnswersAsync("/health/ready");

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        Current.Killed = true;
        await Process.KillAsync();
        Current.To = TimeProvider.System.GetUtcNow();
    }

    /// <summary>SIGTERM. It has to end with 0 in time.</summary>
    public async Task TerminateAsync(TimeSpan timeout)
    {
        try
        {
            var code = await Process.TerminateAsync(timeout);
            if (code != 0)
                log.Violation(Process.Describe(string.Create(CultureInfo.InvariantCulture, $"answered SIGTERM with exit code {code}")));
        }
        catch (TimeoutException)
        {
            log.Violation(Process.Describe(string.Create(CultureInfo.InvariantCulture, $"did not end within {timeout.TotalSeconds:0} s of SIGTERM")));
            Current.Killed = true;
            await Process.KillAsync();
        }

        Current.To = TimeProvider.System.GetUtcNow();
    }

    /// <summary>Nobody has ended it, and it is gone: says so and starts it again.</summary>
    public async Task ReviveAsync()
    {
        if (!Process.HasExited)
            return;
        log.Violation(Process.Describe("ended by itself"));
        Current.To = TimeProvider.System.GetUtcNow();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        http.Dispose();
        Gate.Dispose();
    }

    private Life Current
    {
        get
        {
            lock (lives)
                return lives[^1];
        }
    }

    private async Task<bool> AnswersAsync(string path)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(Url, path));
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false; // not listening yet, or too busy
        }
    }
}
