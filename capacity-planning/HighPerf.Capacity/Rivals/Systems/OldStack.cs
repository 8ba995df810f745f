using System.Globalization;
using System.Security.Cryptography;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Servers.Groups;
using Npgsql;

namespace HighPerf.Capacity.Rivals.Systems;

/// <summary>The old system in small (<c>load/baseline</c>), with a database of its own in a server that is given, and a Redis.</summary>
internal sealed class OldStack : IRival, IAsyncDisposable
{
    private const string Title = "Rivals";
    private const string Ended = " succeeded in ";
    private const string Taken = "] received";
    private const string Enqueue = "import sys\nfrom app.video_tasks import process_video\nfor n in range(int(sys.argv[1])): process_video.delay(2000000000 + n)";

    private const int LooksAtStop = 30;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly TestDirectory _directory = TestDirectory.Create("old-system");
    private readonly string _listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{TcpPorts.Free()}");
    private readonly string _databaseUrl;
    private readonly RedisServer _redis;
    private ChildProcess? _api;

    private OldStack(PostgresServer postgres, string database, RedisServer redis) =>
        (_databaseUrl, _redis, Database) = (postgres.ConnectionUrl(database), redis, NpgsqlDataSource.Create(postgres.ConnectionString(database)));

    public string Name => "old";

    public Uri Url => new("http://" + _listen);

    public string Secret { get; } = RandomNumberGenerator.GetHexString(64);

    public NpgsqlDataSource Database { get; }

    public string UploadsDirectory => _directory.Subdirectory("uploads");

    public string VotersQuery => "select id::text from users where email like 'voter-%' order by email";

    public string VideosQuery => $"select id::text from videos where status = 'processed' and title not like '{Title}%' order by id";

    private static string Place => Path.Combine(Repository.Root, "load", "baseline");

    /// <exception cref="InvalidOperationException">Its packages are not there, and cannot be installed.</exception>
    public static async Task<OldStack> CreateAsync(PostgresServer postgres, RivalSettings settings)
    {
        (await ChildProcess.RunAsync(new ChildProcessOptions { Program = Path.Combine(Place, "run"), Arguments = ["install"] }, s_patience)).EnsureSuccess("load/baseline/run install");
        var old = new OldStack(postgres, await postgres.CreateDatabaseAsync("baseline"), await RedisServer.StartAsync());
        try
        {
            var seed = old.Options(
                null, Path.Combine(Place, "run"), "seed", "--players", Text(settings.Players), "--videos", Text(settings.Videos), "--votes", Text(settings.Votes), "--cities", Text(RivalSettings.Cities));
            (await ChildProcess.RunAsync(seed, s_patience)).EnsureSuccess("load/baseline/run seed");
            return old;
        }
        catch
        {
            await old.DisposeAsync();
            throw;
        }
    }

    public async Task AddVotersAsync(int count)
    {
        await using var command = Database.CreateCommand(
            """
            insert into users (id, first_name, last_name, email, password_hash, city, country)
            select (select max(id) from users) + n, 'Vota', n::text, 'voter-' || lpad(n::text, 6, '0') || '@seed.example', 'none', 'Cali', 'Colombia' from generate_series(1, $1) n
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = count });
        await command.ExecuteNonQueryAsync();
        await using var analyze = Database.CreateCommand("vacuum (analyze) users");
        await analyze.ExecuteNonQueryAsync();
    }

    public async Task StartApiAsync(LimitedGroup? group)
    {
        _api = await ChildProcess.StartAsync(Options(group, Path.Combine(Place, "run"), "api"));
        await Testing.Stacks.HttpServers.AnswersAsync(_api, new Uri(Url, "/api/public/rankings"));
    }

    public async Task StopApiAsync()
    {
        if (_api is { } api) await StopWorkerAsync(api);
        _api = null;
    }

    public async Task<ChildProcess> StartWorkerAsync(LimitedGroup? group)
    {
        var worker = await ChildProcess.StartAsync(Options(group, Path.Combine(Place, "run"), "worker"));
        await worker.WaitForLineAsync(line => line.EndsWith(" ready.", StringComparison.Ordinal), s_patience);
        return worker;
    }

    /// <summary>SIGTERM, and soon after SIGKILL to what is left of its session: Celery, when it has made something, takes half a minute to go.</summary>
    public async Task StopWorkerAsync(ChildProcess worker)
    {
        worker.Signal(ProcessSignals.Terminate);
        for (var n = 0; n < LooksAtStop && ProcessTree.InSession(worker.Id).Count > 0; n++) await Task.Delay(s_betweenLooks);
        foreach (var process in ProcessTree.InSession(worker.Id)) ProcessSignals.Send(process, ProcessSignals.Kill);
        await Watch.UntilAsync(() => Task.FromResult(ProcessTree.InSession(worker.Id).Count == 0), s_patience, "the old system has ended");
        await worker.DisposeAsync();
    }

    public Task TakenAsync(ChildProcess worker, int count, TimeSpan patience) =>
        Watch.UntilAsync(() => Task.FromResult(worker.Lines.Count(line => line.Contains(Taken, StringComparison.Ordinal)) >= count), patience, "a clip is taken");

    public async Task ForgetUploadsAsync()
    {
        await _redis.FlushAllAsync();
        foreach (var statement in (string[])[$"delete from videos where title like '{Title}%'", "vacuum (analyze) videos", "checkpoint"])
        {
            await using var command = Database.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }

        foreach (var file in Directory.EnumerateFiles(UploadsDirectory)) File.Delete(file);
    }

    public async Task EnqueueTrivialAsync(int count) =>
        (await ChildProcess.RunAsync(Options(null, "/usr/bin/python3", "-c", Enqueue, Text(count)), s_patience)).EnsureSuccess("the old queue");

    public async Task<double> TrivialEndedAsync(ChildProcess worker, int count, TimeSpan patience)
    {
        await Watch.UntilAsync(() => Task.FromResult(Ends(worker).Count >= count), patience, "the trivial jobs end");
        var ends = Ends(worker);
        return (ends.Max() - ends.Min()).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await StopApiAsync();
        await Database.DisposeAsync();
        await _redis.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>By the times in the worker's own log: <c>[2026-01-31 12:00:00,123: INFO/ForkPoolWorker-1] Task …</c>.</summary>
    private static List<DateTime> Ends(ChildProcess worker) =>
        [.. worker.Lines.Where(line => line.Contains(Ended, StringComparison.Ordinal)).Select(line => DateTime.ParseExact(line[1..24], "yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture))];

    private ChildProcessOptions Options(LimitedGroup? group, string program, params string[] arguments) => new()
    {
        Program = program, Arguments = arguments, Group = group, DeathSignal = "TERM", OwnSession = true, WorkingDirectory = _directory.FullPath,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = _databaseUrl, ["REDIS_URL"] = _redis.Url, ["SECRET_KEY"] = Secret, ["UPLOADS_DIR"] = UploadsDirectory, ["PROCESSED_DIR"] = _directory.Subdirectory("processed"),
            ["BASELINE_LISTEN"] = _listen, ["BASELINE_RULES"] = "contest", ["BASELINE_CONCURRENCY"] = "2", ["WEB_CONCURRENCY"] = "1", ["PYTHONPATH"] = Place, ["PYTHONDONTWRITEBYTECODE"] = "1",
        },
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
