using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace HighPerf.Testing.Servers;

/// <summary>
/// A real PostgreSQL of a test's own: a data directory that is deleted at the end, a free loopback port, UTF8, C.UTF-8,
/// scram-sha-256 with a random password. As root it runs as the user <c>postgres</c>, since the server refuses root.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "highperf";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly TestDirectory directory;
    private readonly PostgresOptions options;
    private ChildProcess? server;

    private PostgresServer(TestDirectory directory, PostgresOptions options)
    {
        this.directory = directory;
        this.options = options;
    }

    public string Password { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public int Port { get; private set; }

    private string DataDirectory => Path.Combine(directory.FullPath, "data");

    private static string? ServerUser => Environment.UserName == "root" ? "postgres" : null;

    public static async Task<PostgresServer> StartAsync(PostgresOptions? options = null)
    {
        var postgres = new PostgresServer(TestDirectory.Create("postgres"), options ?? new PostgresOptions());
        try
        {
            await postgres.InitialiseAsync();
            for (var attempt = 1; ; attempt++)
            {
                postgres.Port = TcpPorts.Free();
                try
                {
                    await postgres.LaunchAsync();
                    return postgres;
                }
                catch (InvalidOperationException) when (attempt < 3)
                {
                    // Somebody else took the port between the look and the start.
                }
            }
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>For the product: <c>postgres://user:password@127.0.0.1:port/database</c>.</summary>
    public string ConnectionUrl(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://{User}:{Password}@127.0.0.1:{Port}/{database}");

    /// <summary>For Npgsql.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = Password,
        Database = database,
        Timeout = 15,
        CommandTimeout = 60,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>Creates an empty database and returns its name.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await command.ExecuteNonQueryAsync();
        return name;
    }

    /// <summary>Creates an empty database of a fresh name: every test class can have its own.</summary>
    public Task<string> CreateDatabaseAsync() =>
        CreateDatabaseAsync($"t{Guid.CreateVersion7():N}");

    /// <summary>Stops the server if it runs (a fast shutdown) and starts it again on the same data and port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await LaunchAsync();
    }

    /// <summary>kill -9 of the postmaster, as in a crash; <see cref="RestartAsync"/> recovers.</summary>
    public async Task KillAsync()
    {
        if (server is null)
            return;
        await server.KillAsync();
        await server.DisposeAsync();
        server = null;
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>A fast shutdown: sessions are ended, everything is written.</summary>
    public Task StopAsync() => ShutDownAsync(ProcessSignals.Interrupt);

    /// <summary>An immediate shutdown: every process of the server quits where it stands; <see cref="RestartAsync"/> recovers.</summary>
    public Task QuitAsync() => ShutDownAsync(ProcessSignals.Quit);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            // Immediate shutdown: the data is not needed any more, but shared memory is given back (SIGKILL would leave it).
            server.Signal(ProcessSignals.Quit);
            await server.WaitForExitAsync(StartTimeout);
            await server.DisposeAsync();
            server = null;
            NpgsqlConnection.ClearAllPools();
        }

        directory.Dispose();
    }

    private async Task ShutDownAsync(int signal)
    {
        if (server is null)
            return;
        server.Signal(signal);
        await server.WaitForExitAsync(StartTimeout);
        await server.DisposeAsync();
        server = null;
        NpgsqlConnection.ClearAllPools();
    }

    private async Task InitialiseAsync()
    {
        var passwordFile = Path.Combine(directory.FullPath, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (ServerUser is { } user)
        {
            var chown = new ChildProcessOptions { Program = Programs.Find("chown"), Arguments = ["-R", user, directory.FullPath] };
            (await ChildProcess.RunAsync(chown, StartTimeout)).EnsureSuccess("chown");
        }

        var initdb = new ChildProcessOptions
        {
            Program = Programs.FindPostgres("initdb"),
            Arguments =
            [
                "--pgdata", DataDirectory, "--username", User, "--pwfile", passwordFile, "--auth", "scram-sha-256",
                "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions",
            ],
            User = ServerUser,
            WorkingDirectory = directory.FullPath,
        };
        (await ChildProcess.RunAsync(initdb, StartTimeout)).EnsureSuccess("initdb");
        File.Delete(passwordFile);
    }

    private async Task LaunchAsync()
    {
        var arguments = new List<string> { "-D", DataDirectory };
        foreach (var (name, value) in Settings())
            arguments.AddRange(["-c", $"{name}={value}"]);

        server = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.FindPostgres("postgres"),
            Arguments = arguments,
            User = ServerUser,
            WorkingDirectory = directory.FullPath,
            LogFile = options.LogFile,
            Cpus = options.Cpus,
            Group = options.Group,
            DeathSignal = "QUIT",
        });
        try
        {
            await Poll.UntilAsync("PostgreSQL accepts connections", StartTimeout, AcceptsConnectionsAsync, () => server.Describe("is not ready"));
        }
        catch
        {
            await server.DisposeAsync();
            server = null;
            throw;
        }
    }

    private Dictionary<string, string> Settings()
    {
        var onOff = options.Durable ? "on" : "off";
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = string.Empty,
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["shared_buffers"] = "64MB",
            ["dynamic_shared_memory_type"] = "mmap",
            ["fsync"] = onOff,
            ["full_page_writes"] = onOff,
            ["timezone"] = "UTC",
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        return settings;
    }

    private async Task<bool> AcceptsConnectionsAsync()
    {
        if (server!.HasExited)
            throw new InvalidOperationException(server.Describe("ended while it started"));
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false; // not listening yet, or still recovering
        }
    }
}
