using System.Globalization;
using System.Security.Cryptography;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Baseline;

/// <summary>The old system in small (<c>load/baseline</c>) with a little made-up data, started as its README says.</summary>
public sealed class BaselineFixture : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_installation = TimeSpan.FromMinutes(10);

    private readonly TestDirectory _directory = TestDirectory.Create("baseline");
    private readonly List<ChildProcess> _processes = [];
    private readonly string _secret = RandomNumberGenerator.GetHexString(64);
    private readonly string _listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{TcpPorts.Free()}");
    private string _databaseUrl = "";
    private PostgresServer? _postgres;
    private RedisServer? _redis;

    public string Url => "http://" + _listen;

    private static string Place => Path.Combine(Repository.Root, "load", "baseline");

    public async Task InitializeAsync()
    {
        (await ChildProcess.RunAsync(new ChildProcessOptions { Program = Path.Combine(Place, "install") }, s_installation)).EnsureSuccess("install");
        _postgres = await PostgresServer.StartAsync();
        _redis = await RedisServer.StartAsync();
        _databaseUrl = _postgres.ConnectionUrl(await _postgres.CreateDatabaseAsync());
        (await ChildProcess.RunAsync(Run("seed", "--players", "20", "--videos", "10", "--votes", "30", "--cities", "40"), s_patience)).EnsureSuccess("run seed");

        var worker = await LaunchAsync("worker");
        var api = await LaunchAsync("api");
        using var client = new BaselineClient(Url);
        await Poll.UntilAsync("the old API answers", s_patience, () => client.AnswersAsync(), () => api.Describe("does not answer"));
        await worker.WaitForLineAsync(line => line.EndsWith(" ready.", StringComparison.Ordinal), s_patience);
    }

    /// <summary>A SIGTERM ends each of them with all that it has started.</summary>
    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.TerminateAsync(s_patience);
            await process.DisposeAsync();
        }

        if (_redis is not null) await _redis.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        _directory.Dispose();
    }

    private async Task<ChildProcess> LaunchAsync(string verb)
    {
        var process = await ChildProcess.StartAsync(Run(verb));
        _processes.Add(process);
        return process;
    }

    private ChildProcessOptions Run(params string[] arguments) => new()
    {
        Program = Path.Combine(Place, "run"),
        Arguments = arguments,
        DeathSignal = "TERM",
        WorkingDirectory = _directory.FullPath,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = _databaseUrl,
            ["REDIS_URL"] = _redis!.Url,
            ["SECRET_KEY"] = _secret,
            ["UPLOADS_DIR"] = Path.Combine(_directory.FullPath, "uploads"),
            ["PROCESSED_DIR"] = Path.Combine(_directory.FullPath, "processed"),
            ["BASELINE_LISTEN"] = _listen,
            ["BASELINE_RULES"] = "contest",
        },
    };
}
