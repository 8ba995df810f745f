using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HighPerf.Testing.Servers;

/// <summary>A real Redis of a test's own on a free loopback port; it persists nothing unless asked to.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly TestDirectory directory;
    private readonly RedisOptions options;
    private ChildProcess? server;

    private RedisServer(TestDirectory directory, RedisOptions options)
    {
        this.directory = directory;
        this.options = options;
    }

    public int Port { get; private set; }

    /// <summary>For the product: <c>redis://127.0.0.1:port/0</c>.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{Port}/0");

    /// <summary>For StackExchange.Redis; connects even while the server is away.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port},abortConnect=false");

    public static async Task<RedisServer> StartAsync(RedisOptions? options = null)
    {
        var redis = new RedisServer(TestDirectory.Create("redis"), options ?? new RedisOptions());
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                redis.Port = TcpPorts.Free();
                try
                {
                    await redis.LaunchAsync();
                    return redis;
                }
                catch (InvalidOperationException) when (attempt < 3)
                {
                    // Somebody else took the port between the look and the start.
                }
            }
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    /// <summary>Freezes the server (SIGSTOP): connections stay open and nothing answers.</summary>
    public void Stop() => Running.Signal(ProcessSignals.Stop);

    /// <summary>Thaws it (SIGCONT).</summary>
    public void Continue() => Running.Signal(ProcessSignals.Continue);

    /// <summary>kill -9: without an append-only file everything in it is lost.</summary>
    public async Task KillAsync()
    {
        if (server is null)
            return;
        await server.DisposeAsync();
        server = null;
    }

    /// <summary>Kills the server if it runs and starts it again on the same port.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await LaunchAsync();
    }

    /// <summary>Kills the server if it runs and starts it on the same port without anything that it had persisted.</summary>
    public async Task RestartEmptyAsync()
    {
        await KillAsync();
        if (options.AppendOnlyDirectory is { } data)
        {
            Directory.Delete(data, recursive: true);
            Directory.CreateDirectory(data);
        }

        await LaunchAsync();
    }

    public async Task FlushAllAsync()
    {
        var reply = await CommandAsync("FLUSHALL");
        if (reply != "+OK")
            throw new InvalidOperationException("FLUSHALL answered " + reply);
    }

    /// <summary>Sends an inline command on a connection of its own and returns the first line of the reply, in RESP.</summary>
    public async Task<string> CommandAsync(string command)
    {
        using var client = new TcpClient { ReceiveTimeout = 5_000 };
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await client.ConnectAsync(IPAddress.Loopback, Port, cancellation.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellation.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadLineAsync(cancellation.Token) ?? string.Empty;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        directory.Dispose();
    }

    private ChildProcess Running => server ?? throw new InvalidOperationException("This Redis is not running.");

    private async Task LaunchAsync()
    {
        server = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("redis-server"),
            Arguments =
            [
                "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", string.Empty,
                "--appendonly", options.AppendOnlyDirectory is null ? "no" : "yes", "--appendfsync", "always",
                "--dir", options.AppendOnlyDirectory ?? directory.FullPath,
            ],
            WorkingDirectory = directory.FullPath,
            LogFile = options.LogFile,
        });
        try
        {
            await Poll.UntilAsync("Redis answers PING", StartTimeout, AnswersAsync, () => server.Describe("is not ready"));
        }
        catch
        {
            await KillAsync();
            throw;
        }
    }

    private async Task<bool> AnswersAsync()
    {
        if (server!.HasExited)
            throw new InvalidOperationException(server.Describe("ended while it started"));
        try
        {
            return await CommandAsync("PING") == "+PONG";
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return false; // not listening yet
        }
    }
}
