using System.Globalization;
using System.Security.Cryptography;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Servers.Groups;
using Npgsql;

namespace HighPerf.Testing.Stacks;

/// <summary>PostgreSQL (durable), Redis, <c>hpctl migrate</c> and <c>seed</c>, and the published API, privately on loopback.</summary>
public sealed class ApiStack : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly TestDirectory _directory = TestDirectory.Create("stack");
    private readonly Autogroups _autogroups = new();
    private readonly StackPlan _plan;
    private readonly string _secret = RandomNumberGenerator.GetHexString(64);
    private readonly int _port = TcpPorts.Free();
    private PostgresServer? _postgres;
    private RedisServer? _redis;
    private NpgsqlDataSource? _database;
    private ChildProcess? _api;

    private ApiStack(StackPlan plan) => _plan = plan;

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    public NpgsqlDataSource Database => _database!;

    public PostgresServer Postgres => _postgres!;

    public ChildProcess Api => _api!;

    public string Secret => _secret;

    /// <summary>All files of the stack but PostgreSQL's and Redis's are below it.</summary>
    public string DirectoryPath => _directory.FullPath;

    public string ProcessedDirectory => Path.Combine(_directory.FullPath, "processed");

    public string UploadsDirectory => Path.Combine(_directory.FullPath, "uploads");

    public static async Task<ApiStack> StartAsync(StackPlan plan)
    {
        var stack = new ApiStack(plan);
        try
        {
            await stack.StartAsync();
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGTERM, until it has ended.</summary>
    public async Task StopApiAsync()
    {
        Api.Signal(ProcessSignals.Terminate);
        await Api.WaitForExitAsync(TimeSpan.FromMinutes(1));
        await Api.DisposeAsync();
        _api = null;
    }

    /// <summary>A worker, ready; the caller's to end. Clips of all workers' bumpers are kept.</summary>
    /// <param name="settings">On top of the stack's own.</param>
    public async Task<ChildProcess> StartWorkerAsync(LimitedGroup? group, IReadOnlyDictionary<string, string> settings)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}");
        var environment = Environment();
        environment["HIGHPERF_WORKER_LISTEN"] = url;
        foreach (var (name, value) in settings) environment[name] = value;
        var worker = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Path.Combine(_plan.Binaries, "highperf-worker"), Environment = environment, OnlyThisEnvironment = true, Group = group, WorkingDirectory = _directory.FullPath,
        });
        await HttpServers.AnswersAsync(worker, new Uri(url + "/health/ready"));
        return worker;
    }

    /// <param name="group">To run in instead of the plan's.</param>
    public async Task StartApiAsync(LimitedGroup? group = null)
    {
        _api = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Path.Combine(_plan.Binaries, "highperf-api"), Environment = Environment(), OnlyThisEnvironment = true, Cpus = _plan.ApiCpus, Group = group ?? _plan.ApiGroup,
            WorkingDirectory = _directory.FullPath,
        });
        await HttpServers.AnswersAsync(_api, new Uri(Url, "/api/public/rankings")); // 503 until all votes are counted
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<Guid> FirstPlayerAsync()
    {
        await using var command = Database.CreateCommand("select id from players order by id limit 1");
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    public async Task<long> CountVotesAsync()
    {
        await using var command = Database.CreateCommand("select count(*) from votes");
        command.CommandTimeout = 300;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The video of whoever leads.</summary>
    public async Task<Guid> LeaderAsync()
    {
        await using var command = Database.CreateCommand("select v.id from videos v join votes o on o.video_id = v.id group by v.player_id, v.id order by sum(count(*)) over (partition by v.player_id) desc limit 1");
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null) await _api.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        _directory.Dispose();
        _autogroups.Dispose();
    }

    private async Task StartAsync()
    {
        _postgres = await PostgresServer.StartAsync(new PostgresOptions { Durable = true, Cpus = _plan.PostgresCpus, Group = _plan.PostgresGroup, Settings = _plan.PostgresSettings });
        _redis = await RedisServer.StartAsync();
        await _postgres.CreateDatabaseAsync("highperf");
        _database = NpgsqlDataSource.Create(_postgres.ConnectionString("highperf"));
        await RunCtlAsync("migrate");
        Progress.Say($"seeding {_plan.Players:N0} players, {_plan.Videos:N0} videos, {_plan.Votes:N0} votes");
        await RunCtlAsync("seed", "--players", Text(_plan.Players), "--videos", Text(_plan.Videos), "--votes", Text(_plan.Votes), "--cities", Text(_plan.Cities));
        foreach (var statement in (string[])["vacuum (analyze)", "checkpoint"]) await ExecuteAsync(statement); // now, and not beside what is measured

        if (_plan.WithApi) await StartApiAsync();
    }

    /// <summary>Runs hpctl on the stack.</summary>
    public async Task RunCtlAsync(params string[] arguments) => (await ChildProcess.RunAsync(
        new ChildProcessOptions
        {
            Program = Path.Combine(_plan.Binaries, "hpctl"), Arguments = arguments, Environment = Environment(), OnlyThisEnvironment = true,
        },
        s_patience)).EnsureSuccess("hpctl " + arguments[0]);

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = Postgres.ConnectionUrl("highperf"),
            ["REDIS_URL"] = _redis!.Url,
            ["UPLOADS_DIR"] = UploadsDirectory,
            ["PROCESSED_DIR"] = ProcessedDirectory,
            ["JWT_SECRET"] = _secret,
            ["PUBLIC_BASE_URL"] = Url.AbsoluteUri.TrimEnd('/'),
            ["HIGHPERF_API_LISTEN"] = Url.AbsoluteUri.TrimEnd('/'),
        };
        foreach (var (name, value) in _plan.Settings) environment[name] = value;
        return environment;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
