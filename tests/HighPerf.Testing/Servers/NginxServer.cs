using System.Globalization;

namespace HighPerf.Testing.Servers;

/// <summary>A private nginx(8) with one worker, on a free port of loopback, until disposed of.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestDirectory files;
    private readonly ChildProcess server;

    private NginxServer(TestDirectory files, ChildProcess server, Uri url)
    {
        this.files = files;
        this.server = server;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>Waits until it answers, whatever.</summary>
    /// <param name="site">What goes into the <c>http</c> block, by the address to listen on, such as <c>127.0.0.1:8080</c>.</param>
    /// <param name="cpus">The processors it may use, as in taskset(1); null: all.</param>
    public static async Task<NginxServer> StartAsync(Func<string, string> site, string? cpus = null)
    {
        var directory = TestDirectory.Create("nginx");
        var root = directory.FullPath;
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{TcpPorts.Free()}");
        var configuration = Path.Combine(root, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{root}}/nginx.pid;
            error_log stderr;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path {{root}}/body;
                proxy_temp_path {{root}}/proxy;
                fastcgi_temp_path {{root}}/fastcgi;
                uwsgi_temp_path {{root}}/uwsgi;
                scgi_temp_path {{root}}/scgi;
                {{site(address)}}
            }
            """);
        var process = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("nginx"), Arguments = ["-p", root, "-c", configuration, "-e", "stderr"], DeathSignal = "TERM", WorkingDirectory = root, Cpus = cpus,
        });
        var nginx = new NginxServer(directory, process, new Uri("http://" + address));
        using var http = new HttpClient();
        await Poll.UntilAsync("nginx answers", Patience, async () =>
        {
            try
            {
                using var answer = await http.GetAsync(nginx.Url);
                return true;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                return false; // not listening yet
            }
        }, () => process.Describe("does not answer"));
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        server.Signal(ProcessSignals.Terminate);
        await server.WaitForExitAsync(Patience);
        await server.DisposeAsync();
        files.Dispose();
    }
}
