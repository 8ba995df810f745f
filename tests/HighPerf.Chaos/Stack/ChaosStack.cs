using System.Globalization;
using System.Security.Cryptography;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Chaos.Stack;

/// <summary>
/// A private stack: PostgreSQL with real durability, Redis with an append-only file, two APIs and two workers over one set of
/// directories.
/// </summary>
internal sealed class ChaosStack : IAsyncDisposable
{
    private const string DatabaseName = "highperf";

    private readonly RunDirectory directory;
    private readonly RunLog log;
    private NpgsqlDataSource? database;

    private ChaosStack(RunDirectory directory, RunLog log, PostgresServer postgres, RedisServer redis)
    {
        this.directory = directory;
        this.log = log;
        Postgres = postgres;
        Redis = redis;
        database = NpgsqlDataSource.Create(postgres.ConnectionString(DatabaseName));
        Apis = [NewService("api", 0, "highperf-api", "HIGHPERF_API_LISTEN"), NewService("api", 1, "highperf-api", "HIGHPERF_API_LISTEN")];
        Workers =
        [
            NewService("worker", 0, "highperf-worker", "HIGHPERF_WORKER_LISTEN"),
            NewService("worker", 1, "highperf-worker", "HIGHPERF_WORKER_LISTEN"),
        ];
    }

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    public SemaphoreSlim PostgresGate { get; } = new(1, 1);

    public SemaphoreSlim RedisGate { get; } = new(1, 1);

    public IReadOnlyList<Service> Apis { get; }

    public IReadOnlyList<Service> Workers { get; }

    public IEnumerable<Service> Services => Apis.Concat(Workers);

    public RunDirectory Directory => directory;

    /// <summary>The harness's own view of the database.</summary>
    public NpgsqlDataSource Database => database!;

    private static string PublicBaseUrl => "http://chaos.invalid";

    private string JwtSecret { get; } = RandomNumberGenerator.GetHexString(64);

    public static async Task<ChaosStack> StartAsync(RunDirectory directory, RunLog log)
    {
        var postgres = await PostgresServer.StartAsync(new PostgresOptions
        {
            Durable = true,
            LogFile = directory.Log("postgres"),
            // Recovery flushes the file system once instead of a thousand files one by one: as durable, and seconds quicker.
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["recovery_init_sync_method"] = "syncfs" },
        });
        RedisServer? redis = null;
        ChaosStack? stack = null;
        try
        {
            var appendOnly = System.IO.Directory.CreateDirectory(Path.Combine(directory.FullPath, "redis")).FullName;
            redis = await RedisServer.StartAsync(new RedisOptions { AppendOnlyDirectory = appendOnly, LogFile = directory.Log("redis") });
            await postgres.CreateDatabaseAsync(DatabaseName);
            stack = new ChaosStack(directory, log, postgres, redis);
            await stack.StartProgramsAsync();
            return stack;
        }
        catch
        {
            if (stack is not null)
            {
                await stack.DisposeAsync();
            }
            else
            {
                if (redis is not null)
                    await redis.DisposeAsync();
                await postgres.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Starts PostgreSQL again; after a kill its processes may take a moment to notice that they are alone.</summary>
    public async Task RestartPostgresAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Postgres.RestartAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 50)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    /// <summary>Waits until every program can serve.</summary>
    public Task ReadyAsync() => Poll.UntilAsync(
        "every program is ready",
        TimeSpan.FromSeconds(60),
        async () => (await Task.WhenAll(Services.Select(service => service.IsReadyAsync()))).All(ready => ready));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Services)
            await service.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        database = null;
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        PostgresGate.Dispose();
        RedisGate.Dispose();
    }

    private async Task StartProgramsAsync()
    {
        var migrate = new ChildProcessOptions
        {
            Program = Published("hpctl"),
            Arguments = ["migrate"],
            Environment = ProgramEnvironment(),
            OnlyThisEnvironment = true,
        };
        (await ChildProcess.RunAsync(migrate, TimeSpan.FromSeconds(60))).EnsureSuccess("hpctl migrate");
        await Task.WhenAll(Services.Select(service => service.StartAsync()));
        await ReadyAsync();
    }

    private Service NewService(string kind, int index, string program, string listen)
    {
        var port = TcpPorts.Free();
        var environment = ProgramEnvironment();
        environment[listen] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind} {index}");
        return new Service(name, Published(program), environment, port, directory, log);
    }

    private Dictionary<string, string> ProgramEnvironment() => new(StringComparer.Ordinal)
    {
        ["PATH"] = directory.FullPath, // nothing is found there, an ffmpeg least of all
        ["DATABASE_URL"] = Postgres.ConnectionUrl(DatabaseName),
        ["REDIS_URL"] = Redis.Url,
        ["UPLOADS_DIR"] = directory.Uploads,
        ["PROCESSED_DIR"] = directory.Processed,
        ["JWT_SECRET"] = JwtSecret,
        ["PUBLIC_BASE_URL"] = PublicBaseUrl,
        ["HIGHPERF_API_DRAIN"] = "0s", // no proxy waits
        ["HIGHPERF_API_SHUTDOWN_TIMEOUT"] = Duration(ChaosSettings.ApiShutdown),
        ["HIGHPERF_WORKER_SLOTS"] = Number(ChaosSettings.WorkerSlots),
        ["HIGHPERF_WORKER_DRAIN"] = Duration(ChaosSettings.Drain),
        ["HIGHPERF_JOB_LEASE"] = Duration(ChaosSettings.Lease),
        ["HIGHPERF_JOB_MAX_CRASHES"] = Number(ChaosSettings.MaxCrashes),
        ["HIGHPERF_JOB_MAX_FAILURES"] = Number(ChaosSettings.MaxFailures),
        ["HIGHPERF_SWEEP_PERIOD"] = Duration(ChaosSettings.SweepPeriod),
        ["HIGHPERF_LEFTOVER_AGE"] = Duration(ChaosSettings.LeftoverAge),
        ["HIGHPERF_LEFTOVER_SWEEP_PERIOD"] = Duration(ChaosSettings.LeftoverSweepPeriod),
        ["HIGHPERF_SOURCE_MIN_DURATION"] = "1s",
        ["HIGHPERF_SOURCE_MIN_SHORT_SIDE"] = "0",
    };

    private static string Duration(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Published(string name)
    {
        var given = Environment.GetEnvironmentVariable("HIGHPERF_BIN_DIR") is { Length: > 0 } variable ? variable : null;
        var path = Path.Combine(given ?? Path.Combine(Repository.Root, "artifacts", "publish"), name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: run ./dev up");
    }
}
