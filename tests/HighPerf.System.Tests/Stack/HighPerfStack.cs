using System.Globalization;
using System.Security.Cryptography;
using HighPerf.System.Tests.Client;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.System.Tests.Stack;

/// <summary>
/// The whole system as an operator would start it: PostgreSQL, Redis, <c>hpctl migrate</c>, the published API and worker.
/// The programs see a minimal environment and a PATH on which nothing is found, an ffmpeg least of all.
/// </summary>
public sealed class HighPerfStack : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);

    private readonly StackOptions options;
    private readonly TestDirectory directory = TestDirectory.Create("stack");
    private readonly List<ChildProcess> processes = [];
    private readonly int apiPort = TcpPorts.Free();
    private readonly int workerPort = TcpPorts.Free();
    private HttpClient? http;
    private NpgsqlDataSource? database;
    private PostgresServer? postgres;
    private RedisServer? redis;
    private ChildProcess? api;
    private ChildProcess? worker;

    private HighPerfStack(StackOptions options) => this.options = options;

    public PostgresServer Postgres => postgres!;

    public RedisServer Redis => redis!;

    public ChildProcess Api => api!;

    public ChildProcess Worker => worker!;

    public ApiClient Client => new(http!);

    public NpgsqlDataSource Database => database!;

    public string ApiUrl => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{apiPort}");

    public string WorkerUrl => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{workerPort}");

    public string UploadsDirectory => Path.Combine(directory.FullPath, "uploads");

    public string ProcessedDirectory => Path.Combine(directory.FullPath, "processed");

    public string MediaCacheDirectory => Path.Combine(ProcessedDirectory, ".cache");

    public string JwtSecret { get; } = "jwt-secret-of-a-test-" + RandomNumberGenerator.GetHexString(32);

    public static async Task<HighPerfStack> StartAsync(StackOptions? options = null)
    {
        var stack = new HighPerfStack(options ?? new StackOptions());
        try
        {
            await stack.StartAllAsync();
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>The environment of the programs: all of it.</summary>
    public IReadOnlyDictionary<string, string> ProgramEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = directory.Subdirectory("empty"),
            ["DATABASE_URL"] = Postgres.ConnectionUrl("highperf"),
            ["REDIS_URL"] = Redis.Url,
            ["UPLOADS_DIR"] = UploadsDirectory,
            ["PROCESSED_DIR"] = ProcessedDirectory,
            ["JWT_SECRET"] = JwtSecret,
            ["PUBLIC_BASE_URL"] = ApiUrl,
            ["HIGHPERF_API_LISTEN"] = ApiUrl,
            ["HIGHPERF_WORKER_LISTEN"] = WorkerUrl,
            ["HIGHPERF_WORKER_SLOTS"] = options.WorkerSlots.ToString(CultureInfo.InvariantCulture),
            ["HIGHPERF_JOB_LEASE"] = options.JobLease,
            ["HIGHPERF_SWEEP_PERIOD"] = options.SweepPeriod,
            ["HIGHPERF_API_DRAIN"] = "0s", // no proxy waits
            ["HIGHPERF_LEFTOVER_AGE"] = options.LeftoverAge,
            ["HIGHPERF_LEFTOVER_SWEEP_PERIOD"] = options.LeftoverSweepPeriod,
        };
        foreach (var (name, value) in options.Environment)
            environment[name] = value;
        return environment;
    }

    /// <summary>Runs hpctl to its end with this stack's settings.</summary>
    public Task<ChildProcessResult> RunCtlAsync(params string[] arguments) => ChildProcess.RunAsync(
        new ChildProcessOptions
        {
            Program = PublishedPrograms.Ctl,
            Arguments = arguments,
            Environment = ProgramEnvironment(),
            OnlyThisEnvironment = true,
        },
        TimeSpan.FromSeconds(60));

    public async Task StartApiAsync()
    {
        api = await LaunchAsync(PublishedPrograms.Api);
        await ReadyAsync(api, ApiUrl);
    }

    public async Task StartWorkerAsync()
    {
        await LaunchWorkerAsync();
        await ReadyAsync(Worker, WorkerUrl);
    }

    /// <summary>Starts a worker and does not wait for it to be ready.</summary>
    public async Task LaunchWorkerAsync() => worker = await LaunchAsync(PublishedPrograms.Worker);

    /// <summary>One value out of the database.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("No row: " + sql));
    }

    /// <summary>Files in the uploads and the processed directory, by path relative to the stack's directory, without the bumper cache.</summary>
    public IReadOnlyList<string> MediaFiles() =>
        [.. new[] { UploadsDirectory, ProcessedDirectory }
            .Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            .Where(file => !file.StartsWith(MediaCacheDirectory + "/", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(directory.FullPath, file))
            .Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
        http?.Dispose();
        if (database is not null)
            await database.DisposeAsync();
        if (redis is not null)
            await redis.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
        directory.Dispose();
    }

    private async Task StartAllAsync()
    {
        postgres = await PostgresServer.StartAsync();
        redis = await RedisServer.StartAsync();
        await postgres.CreateDatabaseAsync("highperf");
        database = NpgsqlDataSource.Create(postgres.ConnectionString("highperf"));
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = new Uri(ApiUrl),
            Timeout = TimeSpan.FromMinutes(2),
        };
        (await RunCtlAsync("migrate")).EnsureSuccess("hpctl migrate");
        await StartApiAsync();
        if (options.WithWorker)
            await StartWorkerAsync();
    }

    private async Task<ChildProcess> LaunchAsync(string program)
    {
        var process = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = program,
            Environment = ProgramEnvironment(),
            OnlyThisEnvironment = true,
            WorkingDirectory = directory.FullPath,
        });
        processes.Add(process);
        RunLogs.Add(process, this);
        return process;
    }

    private Task ReadyAsync(ChildProcess process, string url) => Poll.UntilAsync(
        $"{process.Name} is ready",
        ReadyTimeout,
        async () =>
        {
            if (process.HasExited)
                throw new InvalidOperationException(process.Describe("ended while it started"));
            try
            {
                using var response = await http!.GetAsync(new Uri(url + "/health/ready"));
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not listening yet
            }
        },
        () => process.Describe("is not ready"));
}
